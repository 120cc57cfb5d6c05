package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.HostFrame;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.kit.SeededEntropy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is sent to a board, it throws nothing, keeps nothing and still is a board after it. */
@Tag("property")
class RubbishTest {
    private static final int ROUNDS = 40;
    private static final long STEP_NANOS = 3_000_000;
    private static final int BAUD = 115_200;

    @Test
    void noBytesHarmABoard() {
        Gen.forAll(
                60,
                gen -> {
                    String name = gen.pick(SimBoards.names());
                    SimulatedBoard board =
                            SimBoards.model(
                                    name,
                                    SimOptions.usual()
                                            .withTicketZeroBits(gen.intBetween(1, 32))
                                            .withHashesPerSecond(2_000)
                                            .withChips(gen.intBetween(1, 8)),
                                    new ReferenceEngine(),
                                    new SeededEntropy(gen.anyLong()));
                    long nanos = 0;
                    long outBytes = 0;
                    for (int i = 0; i < ROUNDS; i++) {
                        nanos += gen.longBetween(0, STEP_NANOS);
                        Channel channel = gen.pick(board.channels());
                        byte[] bytes = gen.anyBoolean() ? gen.bytesUpTo(300) : frame(gen).toBytes();
                        int baud = gen.pick(List.of(BAUD, 1_000_000, 3_125_000, 1));
                        board.accept(channel, bytes, bytes.length, baud, nanos);
                        outBytes += heard(board, nanos, baud);
                    }
                    // An answer is never longer than what a register read of eight chips takes.
                    assertTrue(outBytes < ROUNDS * 300L * 16, "said " + outBytes + " bytes");
                });
    }

    @Test
    void aBareChainStillAnswersAfterRubbish() {
        Gen.forAll(
                60,
                gen -> {
                    SimulatedBoard board =
                            SimBoards.model(
                                    "chain-bm1370",
                                    SimOptions.usual().withHashesPerSecond(1).withChips(3),
                                    new ReferenceEngine(),
                                    new SeededEntropy(gen.anyLong()));
                    long nanos = 0;
                    board.advance(nanos);
                    nanos += 50_000_000;
                    byte[] rubbish = gen.bytesUpTo(400);
                    board.accept(Channel.DATA, rubbish, rubbish.length, BAUD, nanos);
                    byte[] question = Command.readAll(Register.CHIP_ID).toBytes();
                    board.accept(Channel.DATA, question, question.length, BAUD, nanos);
                    List<byte[]> answers = new ArrayList<>();
                    board.deliver(Channel.DATA, BAUD, nanos + 50_000_000, answers::add);
                    assertEquals(3, answers.size());
                });
    }

    /** A true frame of any content: what rubbish hardly ever is. */
    private static HostFrame frame(Gen gen) {
        int register = gen.intBetween(0, 255);
        return switch (gen.intBetween(0, 3)) {
            case 0 -> Command.writeAll(register, gen.anyInt());
            case 1 -> Command.readAll(register);
            case 2 -> new Command.SetAddress(register);
            default -> new Command.Inactive();
        };
    }

    private static long heard(SimulatedBoard board, long nanos, int baud) {
        List<byte[]> out = new ArrayList<>();
        board.channels().forEach(each -> board.deliver(each, baud, nanos, out::add));
        return out.stream().mapToLong(bytes -> bytes.length).sum();
    }
}
