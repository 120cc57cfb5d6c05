package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.work.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are what a pool sends, line by line; a line {@code !s} submits a share, {@code !t} lets
 * eleven seconds pass. Whatever comes: nothing is thrown, every share is judged exactly once, and
 * nothing but verdicts follows the end.
 */
@Tag("fuzz")
class V1SessionFuzzTest {

    @FuzzTest
    void play(byte[] script) {
        check(script);
    }

    static void check(byte[] script) {
        SessionRig rig = start(script);
        int submitted = 0;
        for (String line : new String(script, ISO_8859_1).split("\n", -1)) {
            switch (line) {
                case "!s" -> submitted += submit(rig);
                case "!t" -> rig.pass(Duration.ofSeconds(11));
                default -> rig.raw(line);
            }
        }
        rig.drop();
        assertEquals(submitted, rig.verdicts.size());
        assertEquals(1, rig.closed.size());
        assertTrue(rig.jobs.isEmpty() || rig.isReady, "no job before readiness");
    }

    /** The first byte says how far the conversation has come. */
    private static SessionRig start(byte[] script) {
        int stage = script.length == 0 ? 0 : script[0] % 3;
        return switch (stage) {
            case 0 -> new SessionRig().connect();
            case 1, -1 -> new SessionRig().handshake();
            default -> SessionRig.mining();
        };
    }

    private static int submit(SessionRig rig) {
        List<Job> jobs = rig.jobs;
        if (jobs.isEmpty() || jobs.getLast().merkle().extranonce2SizeBytes() != 4) {
            return 0;
        }
        rig.submit(jobs.getLast());
        return 1;
    }
}
