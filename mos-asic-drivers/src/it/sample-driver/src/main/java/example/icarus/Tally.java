package example.icarus;

import io.mos.core.chain.Target;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;

/** What became of the board's claims; its two chips cannot be told apart. */
final class Tally {

    private double hashes;
    private long nonces;
    private long errors;
    private long duplicates;

    void count(ClaimVerdict verdict, Target ticket) {
        switch (verdict) {
            case PROVEN -> {
                nonces++;
                hashes += ticket.expectedHashes();
            }
            case HARDWARE_ERROR -> errors++;
            case DUPLICATE -> duplicates++;
        }
    }

    Telemetry.Chip chip(Reading<Double> celsius) {
        return new Telemetry.Chip(0, hashes, nonces, errors, duplicates, 0, celsius);
    }
}
