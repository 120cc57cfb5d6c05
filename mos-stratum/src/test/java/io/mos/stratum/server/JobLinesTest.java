package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mos.stratum.v1.Json;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobLinesTest {

    private final JobLines lines = new JobLines();

    /** Two hundred jobs, each as it goes to miners of three difficulties. */
    @Test
    void writesEachJobAsTheCodecDoes() {
        ServerRig rig = ServerRig.withJob();
        List<V1Message> told = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JobBook.Entry entry = i % 3 == 0 ? rig.newBlock() : rig.update();
            for (double difficulty : new double[] {1, 2, 4}) {
                SessionMiner miner = rig.connect().subscribe().authorize("fd=" + difficulty);
                told.addAll(miner.session.onJob(entry));
                miner.session.close();
            }
            rig.miners.clear();
        }
        assertEquals(600, told.size());
        told.forEach(message -> assertArrayEquals(V1Codec.write(message), lines.of(message)));
        told.forEach(message -> assertArrayEquals(V1Codec.write(message), lines.of(message)));
    }

    @Test
    void writesAJobOnceForAllMiners() {
        ServerRig rig = ServerRig.withJob();
        SessionMiner one = rig.atWork();
        SessionMiner other = rig.atWork();
        JobBook.Entry entry = rig.update();
        byte[] line = lines.of(one.session.onJob(entry).getFirst());
        assertSame(line, lines.of(other.session.onJob(entry).getFirst()));
    }

    @Test
    void writesEverythingElseAnew() {
        V1Message reply = V1Message.Reply.of(MessageId.of(7), Json.of(true));
        assertArrayEquals(V1Codec.write(reply), lines.of(reply));
    }
}
