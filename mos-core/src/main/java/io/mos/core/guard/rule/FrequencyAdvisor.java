package io.mos.core.guard.rule;

import io.mos.core.device.ThermalAdvice;
import java.time.Duration;
import java.util.Optional;

/**
 * Lowers the chips' frequency where the fan alone does not hold the temperature, because it must be
 * slow or because it cannot do more; and lets it up again slowly. Owner: the guardian's thread.
 */
public final class FrequencyAdvisor {

    /** Two steps of the chips' ramp (BM13XX sheet §5). */
    private static final double DOWN_MHZ = 12.5;

    private static final double UP_MHZ = 6.25;

    /** A step down is waited for before the next one; one up twice as long again. */
    private static final Duration DOWN_EVERY = Duration.ofSeconds(10);

    private static final Duration DOWN_FAST_EVERY = Duration.ofSeconds(3);
    private static final Duration UP_EVERY = Duration.ofSeconds(30);

    private static final double TOO_WARM_CELSIUS = 1;
    private static final double COOL_CELSIUS = -2;

    /** After a board was too hot it starts again with less. */
    private static final double AFTER_CUT = 0.85;

    /** A chip that runs slower than this is better off. */
    private static final double LEAST = 0.3;

    private final double mostMhz;
    private double capMhz;
    private long changedNanos;

    /** How the fan stands. */
    public enum Fan {
        /** It could do a good deal more. */
        HAS_RESERVE,
        /** It could do a little more. */
        REGULATES,
        /** It is as fast as it may be, in quiet hours. */
        QUIET,
        /** It is as fast as it can be. */
        FULL
    }

    public FrequencyAdvisor(double mostMhz, long nanos) {
        this.mostMhz = mostMhz;
        capMhz = mostMhz;
        changedNanos = nanos;
    }

    public double capMhz() {
        return capMhz;
    }

    /**
     * New advice, when there is some.
     *
     * @param runsAtMhz by the driver's word; the most there may be when that is unknown
     */
    public Optional<ThermalAdvice> next(Heat heat, Fan fan, double runsAtMhz, long nanos) {
        if (!heat.isComplete()) {
            return Optional.empty();
        }
        double over = heat.overTargetCelsius().orElse(0);
        long sinceNanos = nanos - changedNanos;
        boolean isAtItsMost = fan == Fan.QUIET || fan == Fan.FULL;
        if (isAtItsMost && over > TOO_WARM_CELSIUS) {
            Duration pause = heat.isNearLimit() ? DOWN_FAST_EVERY : DOWN_EVERY;
            return sinceNanos < pause.toNanos()
                    ? Optional.empty()
                    : change(Math.min(capMhz, runsAtMhz) - DOWN_MHZ, why(fan), nanos);
        }
        boolean hasRoom =
                over < COOL_CELSIUS || (fan == Fan.HAS_RESERVE && over < TOO_WARM_CELSIUS);
        return capMhz < mostMhz && hasRoom && sinceNanos >= UP_EVERY.toNanos()
                ? change(capMhz + UP_MHZ, "cooler again", nanos)
                : Optional.empty();
    }

    /** The board was cut off for heat. */
    public Optional<ThermalAdvice> afterCut(double runsAtMhz, long nanos) {
        return change(Math.min(capMhz, runsAtMhz) * AFTER_CUT, "it was too hot", nanos);
    }

    private Optional<ThermalAdvice> change(double wantedMhz, String why, long nanos) {
        double next = Math.clamp(wantedMhz, mostMhz * LEAST, mostMhz);
        changedNanos = nanos;
        if (next == capMhz) {
            return Optional.empty();
        }
        capMhz = next;
        return Optional.of(new ThermalAdvice(next, why));
    }

    private static String why(Fan fan) {
        return switch (fan) {
            case QUIET -> "quiet hours";
            case FULL, REGULATES, HAS_RESERVE -> "the fan is at its fastest";
        };
    }
}
