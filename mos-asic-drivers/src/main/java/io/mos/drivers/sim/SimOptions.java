package io.mos.drivers.sim;

import io.mos.drivers.sim.chip.ChainSettings;
import io.mos.drivers.sim.chip.KnownHeaders;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a simulated board differs from the one it is named after.
 *
 * @param chips as many as this instead of the board's own
 * @param ticketZeroBits what its chips ask of a hash before the ticket mask; the driver's board
 *     file has to say the same. 32 is silicon, of which a CPU finds nothing but known headers; a
 *     board of one TH/s takes some 65,000 hashes a second at 8, some 4 million at 14
 * @param hashesPerSecond what it may cost this machine at most
 * @param version of the control channel, when it is to be another than the board's
 * @param known headers it finds at any difficulty
 * @param faults from the beginning
 */
public record SimOptions(
        OptionalInt chips,
        int ticketZeroBits,
        long hashesPerSecond,
        double ambientCelsius,
        Optional<ControlVersion> version,
        KnownHeaders known,
        List<SimFault> faults) {

    private static final long USUAL_HASHES_PER_SECOND = 2_000_000;
    private static final double USUAL_AMBIENT_CELSIUS = 25;

    public SimOptions {
        faults = List.copyOf(faults);
    }

    /** Silicon without faults, in a room. */
    public static SimOptions usual() {
        return new SimOptions(
                OptionalInt.empty(),
                ChainSettings.SILICON_ZERO_BITS,
                USUAL_HASHES_PER_SECOND,
                USUAL_AMBIENT_CELSIUS,
                Optional.empty(),
                KnownHeaders.shipped(),
                List.of());
    }

    public SimOptions withChips(int count) {
        return new SimOptions(
                OptionalInt.of(count),
                ticketZeroBits,
                hashesPerSecond,
                ambientCelsius,
                version,
                known,
                faults);
    }

    public SimOptions withTicketZeroBits(int bits) {
        return new SimOptions(chips, bits, hashesPerSecond, ambientCelsius, version, known, faults);
    }

    public SimOptions withHashesPerSecond(long most) {
        return new SimOptions(chips, ticketZeroBits, most, ambientCelsius, version, known, faults);
    }

    public SimOptions withAmbient(double celsius) {
        return new SimOptions(
                chips, ticketZeroBits, hashesPerSecond, celsius, version, known, faults);
    }

    public SimOptions withVersion(ControlVersion other) {
        return new SimOptions(
                chips,
                ticketZeroBits,
                hashesPerSecond,
                ambientCelsius,
                Optional.of(other),
                known,
                faults);
    }

    public SimOptions withKnown(KnownHeaders headers) {
        return new SimOptions(
                chips, ticketZeroBits, hashesPerSecond, ambientCelsius, version, headers, faults);
    }

    public SimOptions withFaults(List<SimFault> all) {
        return new SimOptions(
                chips, ticketZeroBits, hashesPerSecond, ambientCelsius, version, known, all);
    }
}
