package io.mos.drivers.sim.chip;

import io.mos.core.testkit.ReferenceEngine;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.HostFrame;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.kit.SeededEntropy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A chain on a bench: a clock that is moved by hand, and a host that says frames one by one. */
final class Bench {
    static final int RESET_BAUD = 115_200;

    /** 525 MHz for chips that store their dividers less one, 425 MHz for BM1397's. */
    private static final int PLL_LESS_ONE = 0x50d2_0240;

    private static final int PLL_PLAIN = 0x4044_0221;
    private static final long SLOW_HASHES = 1_000;
    private static final Duration STEP = Duration.ofMillis(20);

    final ChipFamily family;
    final SimChain chain;
    private final List<byte[]> heard = new ArrayList<>();
    private long nanos;
    private int baud = RESET_BAUD;

    Bench(ChainSettings settings, long seed) {
        family = settings.family();
        chain = new SimChain(settings, new ReferenceEngine(), new SeededEntropy(seed));
    }

    /** Powered and listening; as slow as may be where it hashes like silicon. */
    static Bench of(String chip, int chips, int ticketZeroBits) {
        ChipFamily family = ChipFamilies.named(chip).orElseThrow();
        long budget =
                ticketZeroBits == ChainSettings.SILICON_ZERO_BITS ? SLOW_HASHES : Long.MAX_VALUE;
        Bench bench =
                new Bench(
                        new ChainSettings(
                                family, chips, ticketZeroBits, budget, KnownHeaders.shipped()),
                        42);
        bench.chain.setPower(Power.RUNNING, 0);
        bench.pass(Duration.ofMillis(50));
        return bench;
    }

    long nanos() {
        return nanos;
    }

    void baud(int rate) {
        baud = rate;
    }

    Bench say(HostFrame... frames) {
        for (HostFrame frame : frames) {
            sayBytes(frame.toBytes());
        }
        return this;
    }

    Bench sayBytes(byte[] bytes) {
        chain.accept(bytes, 0, bytes.length, baud, nanos);
        return this;
    }

    Bench write(int register, int value) {
        return say(Command.writeAll(register, value));
    }

    /** Time goes by; what the chips said in it is kept until {@link #answers} or {@link #hex}. */
    Bench pass(Duration time) {
        long until = nanos + time.toNanos();
        while (nanos < until) {
            nanos = Math.min(until, nanos + STEP.toNanos());
            chain.deliver(nanos, baud, heard::add);
        }
        return this;
    }

    /** What was said since the last question, in hex. */
    List<String> hex() {
        List<String> said = heard.stream().map(HexFormat.of()::formatHex).toList();
        heard.clear();
        return said;
    }

    /** What was said since the last question, read as a host reads. */
    List<Answer> answers(AnswerSize size) {
        List<Answer> answers = new ArrayList<>();
        FrameReader<Answer> reader = FrameReader.ofAnswers(size);
        heard.forEach(bytes -> reader.accept(bytes, 0, bytes.length, answers::add));
        heard.clear();
        return answers;
    }

    List<Answer.Nonce> nonces() {
        return answers(family.answers().rolling()).stream()
                .map(answer -> (Answer.Nonce) answer)
                .toList();
    }

    int address(int chip, int chips) {
        return chip * family.addressing().stride(chips);
    }

    /** Addresses, mask, clock, sweep and reports, all that hashing takes. */
    Bench bringUp(int chips, int ticketMask, int versions) {
        say(new Command.Inactive());
        for (int chip = 0; chip < chips; chip++) {
            say(new Command.SetAddress(address(chip, chips)));
        }
        write(Register.TICKET_MASK, ticketMask);
        switch (family.jobs().format()) {
            case FULL -> {
                write(Register.PLL0, PLL_LESS_ONE);
                write(Register.HASH_COUNTING_NUMBER, 0x000c_0000 / Integer.highestOneBit(chips));
                write(Register.MISC_CONTROL, 0xf000_c100);
                write(Register.VERSION_ROLLING, 0x9000_0000 | versions);
            }
            case MIDSTATE -> write(Register.PLL0, PLL_PLAIN);
        }
        return this;
    }
}
