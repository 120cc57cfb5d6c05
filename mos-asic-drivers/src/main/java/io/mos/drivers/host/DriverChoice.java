package io.mos.drivers.host;

import io.mos.core.device.Candidate;
import io.mos.core.device.DriverMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which driver gets a candidate: the surest, and never one of several that are equally sure. */
sealed interface DriverChoice {

    /** This driver alone is surest. */
    record Chosen(HostedDriver driver, DriverMatch match) implements DriverChoice {}

    /** These are equally sure; a person must name the board. */
    record Tied(List<String> drivers) implements DriverChoice {}

    /** Nobody takes it, and somebody says what is wrong with it. */
    record Faulty(String why) implements DriverChoice {}

    /** Nobody knows it. */
    record Nobody() implements DriverChoice {}

    static DriverChoice of(Candidate candidate, List<HostedDriver> drivers) {
        List<Chosen> surest = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (HostedDriver driver : drivers) {
            Optional<DriverMatch> match = match(driver, candidate, faults);
            if (match.isPresent()) {
                int best = surest.isEmpty() ? 0 : surest.getFirst().match().specificity();
                if (match.get().specificity() > best) {
                    surest.clear();
                }
                if (match.get().specificity() >= best) {
                    surest.add(new Chosen(driver, match.get()));
                }
            }
        }
        return switch (surest.size()) {
            case 0 -> faults.isEmpty() ? new Nobody() : new Faulty(String.join("; ", faults));
            case 1 -> surest.getFirst();
            default -> new Tied(surest.stream().map(each -> each.driver().name()).toList());
        };
    }

    /** A driver that cannot even look at a candidate does not know it. */
    private static Optional<DriverMatch> match(
            HostedDriver driver, Candidate candidate, List<String> faults) {
        try {
            return driver.driver().match(candidate);
        } catch (IllegalArgumentException e) {
            // The user's word about the board does not hold.
            faults.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            Log.LOG
                    .atError()
                    .setCause(e)
                    .addKeyValue("driver", driver.name())
                    .addKeyValue("device", candidate.id())
                    .log("driver failed to look at a candidate");
            return Optional.empty();
        }
    }

    /** An interface's fields are public; this one is nobody else's. */
    final class Log {
        private static final Logger LOG = LoggerFactory.getLogger(DriverChoice.class);

        private Log() {}
    }
}
