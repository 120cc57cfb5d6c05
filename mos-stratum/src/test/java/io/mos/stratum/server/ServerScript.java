package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.stratum.v1.MalformedFrameException;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;

/**
 * A conversation of one connection with the server, checked at each step.
 *
 * <p>Lines that begin with {@code !} are events: {@code !b} a new block, {@code !u} the same block
 * with other transactions, {@code !e} a block whose source wants easy shares, {@code !d} the source
 * runs dry, {@code !x} its extranonces change, {@code !t} sixteen seconds pass, {@code !s} a good
 * share of the newest job is submitted. What follows a {@code +} is sent without the line's end,
 * all else with it.
 */
final class ServerScript {

    /** A share that takes the miner more hashes than this many times the usual is not searched. */
    private static final double MOST_EFFORT = 16;

    private final ServerRig server = new ServerRig();
    private final ConnectionRig rig = new ConnectionRig(server);
    private final WireMiner miner = new WireMiner();
    private final ByteArrayOutputStream unended = new ByteArrayOutputStream();
    private int asked;
    private int answered;
    private int extranonces;

    void play(String line, String end) {
        if (!rig.isOpen()) {
            return;
        }
        switch (line) {
            case "!b" -> give(Job.Renewal.REPLACE, Difficulty.of(1));
            case "!u" -> give(Job.Renewal.UPDATE, Difficulty.of(1));
            case "!e" -> give(Job.Renewal.REPLACE, Difficulty.of(4 * ServerRig.EASY));
            case "!d" -> server.book().clear();
            case "!x" -> changeExtranonces();
            case "!t" -> {
                server.time.advance(Duration.ofSeconds(16));
                rig.tick();
            }
            case "!s" -> submit();
            default -> {
                boolean isPart = line.startsWith("+") || end.isEmpty();
                send(line.startsWith("+") ? line.substring(1) : line, isPart ? "" : "\n");
            }
        }
        hear();
    }

    /** Ends the conversation and looks at what is left of it. */
    void finish() {
        if (rig.isOpen()) {
            give(Job.Renewal.REPLACE, Difficulty.of(1));
            hear();
        }
        if (rig.isOpen()) {
            assertEquals(asked, answered, "each call is answered");
        }
        rig.channel.finishAndReleaseAll();
        assertEquals(List.of(), rig.defects);
        assertFalse(rig.isConnected());
        server.newBlock();
        assertEquals(0, server.book().extranonces().leased());
        for (Share share : server.passedOn) {
            assertEquals(share.header().hash(), share.hash());
            assertTrue(share.job().shareTarget().isMetBy(share.hash()));
        }
    }

    private void send(String text, String end) {
        unended.writeBytes(text.getBytes(ISO_8859_1));
        if (!end.isEmpty()) {
            count(unended.toByteArray());
            unended.reset();
        }
        rig.send((text + end).getBytes(ISO_8859_1));
    }

    /** A line that is a call with an id wants an answer. */
    private void count(byte[] line) {
        try {
            if (V1Codec.read(line) instanceof V1Message.Call call && call.id().isPresent()) {
                asked++;
            }
        } catch (MalformedFrameException ends) {
            assertEquals(0, ends.getStackTrace().length);
        }
    }

    private void submit() {
        boolean canFind =
                !miner.jobs.isEmpty()
                        && unended.size() == 0
                        && miner.extranonce2SizeBytes >= 0
                        && miner.job().difficulty() <= MOST_EFFORT * ServerRig.EASY;
        if (canFind) {
            V1Message.Call call = new V1Message.Call(MessageId.of(asked), miner.find().submit());
            asked++;
            rig.send(V1Codec.write(call));
        }
    }

    private void give(Job.Renewal renewal, Difficulty sourceDifficulty) {
        Job job =
                server.with(
                        server.job(renewal),
                        ServerRig.VERSION,
                        VersionMask.BIP320,
                        sourceDifficulty);
        rig.onJob(server.give(job));
    }

    private void changeExtranonces() {
        extranonces++;
        Job job = server.job(Job.Renewal.UPDATE);
        rig.onJob(
                server.give(
                        TestCoinbases.put(
                                TestCoinbases.of("%08x".formatted(extranonces), 4), job)));
    }

    private void hear() {
        rig.channel.runPendingTasks();
        for (String line : rig.heardRaw()) {
            V1Message message = V1Codec.read(line.getBytes(UTF_8));
            miner.hear(message);
            if (message instanceof V1Message.Reply) {
                answered++;
            }
        }
        assertTrue(answered <= asked, "nothing is answered that was not asked");
    }
}
