package io.mos.drivers.bm13xx;

import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with a chain, by the names operators know. */
final class ChainFault {

    private ChainFault() {}

    /** Nothing answers, or nothing but registers. */
    static Fault silent(String seen) {
        return new Fault("chain-silent", seen);
    }

    static Fault wrongCount(int answered, int expected) {
        return answered < expected
                ? new Fault(
                        "chips-missing",
                        "%d of %d chips answer, number %d is the first that does not"
                                .formatted(answered, expected, answered))
                : new Fault(
                        "chips-too-many",
                        "%d chips answer where the board has %d".formatted(answered, expected));
    }

    /** Chips that answered and do so no longer, or were never given their address. */
    static Fault missing(List<Integer> numbers, int expected) {
        return new Fault(
                "chips-missing",
                "of %d chips number %s does not answer at its address"
                        .formatted(
                                expected,
                                numbers.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "))));
    }

    static Fault strangeChip(ChipFamily family, int value) {
        return new Fault(
                "wrong-chip",
                "chip id %08x is not of %s, which has %04x"
                        .formatted(value, family.name(), family.chipId().model()));
    }

    static Fault lineLost(String why) {
        return new Fault("line-lost", why);
    }

    static Fault powerRefused(String why) {
        return new Fault("power-refused", why);
    }

    static Fault hardwareErrors(double share) {
        return new Fault(
                "hardware-errors-high",
                "%.0f %% of what the chips counted was wrong".formatted(share * 100));
    }
}
