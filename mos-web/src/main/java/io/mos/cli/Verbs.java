package io.mos.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the verbs set in motion. Every method runs on the caller's thread until the verb is done and
 * returns the process's exit code, one of {@link ExitCode}.
 */
public interface Verbs {

    /** Runs the daemon until it is told to stop. */
    int run(RunRequest request);

    /** Mines on a pool inside this process. */
    int demo(DemoRequest request);

    /** Starts and stops as {@link #run} does, on a pool inside this process. */
    int rehearse();

    /** Proves and times every kernel of this machine. */
    int selftest(Output output);

    /** Measures the kernels; takes about so long in all. */
    int benchHasher(Duration total, Output output);

    /** Writes a commented configuration file. */
    int configInit(InitRequest request);

    /** Lists everything for which {@link #run} would refuse the configuration. */
    int configCheck(RunRequest request);

    /** Takes hash power away from boards that a dead daemon left powered. */
    int safeOff();

    /** Is a simulated board until it is told to stop. */
    int simBoard(SimRequest request);

    /** Lists drivers and the boards they know. */
    int driversList(Output output);

    /** Brings a board up and proves it. */
    int driversTest(DriverTestRequest request);

    /** Writes the project of a driver into a folder of its name, below this one. */
    int driversNew(String name, Path folder);

    /** Who reads the result. */
    enum Output {
        PEOPLE,
        JSON
    }

    /** Which parts of the daemon run in this process. */
    enum Role {
        /** Drives devices, keeps the fleet's view and shows it. */
        ALL,
        /** Drives devices only. */
        AGENT,
        /** Keeps the fleet's view and shows it, drives no device. */
        CONTROLLER
    }

    /**
     * Where the configuration comes from.
     *
     * @param file the file named by the user; without one the usual places are looked at
     * @param settings {@code section.key=value}, stronger than file and environment
     */
    record ConfigRequest(Optional<Path> file, List<String> settings) {
        public ConfigRequest {
            settings = List.copyOf(settings);
        }
    }

    /** What {@code mos run} was asked for, or is to be checked for. */
    record RunRequest(ConfigRequest config, Role role) {}

    /**
     * What {@code mos demo} was asked for.
     *
     * @param limit how long to mine; until interrupted without one
     * @param settings {@code section.key=value} over the demo's own configuration
     */
    record DemoRequest(Optional<Duration> limit, Output output, List<String> settings) {
        public DemoRequest {
            settings = List.copyOf(settings);
        }
    }

    /**
     * What {@code mos config init} was asked for.
     *
     * @param pool the pool's address to write as a setting, if the user named one
     * @param user the pool account to go with it
     * @param payout the address that solo blocks pay
     */
    record InitRequest(
            Path file, Optional<String> pool, Optional<String> user, Optional<String> payout) {}

    /**
     * What {@code mos sim board} was asked for.
     *
     * @param chips instead of the board's own number
     * @param ticketZeroBits instead of silicon's 32
     * @param faults as {@code name} or {@code name=value}
     * @param limit how long; until interrupted without one
     */
    record SimRequest(
            String board,
            OptionalInt chips,
            OptionalInt ticketZeroBits,
            List<String> faults,
            Optional<Duration> limit) {
        public SimRequest {
            faults = List.copyOf(faults);
        }
    }

    /**
     * What {@code mos drivers test} was asked for: a simulated board, or ports and what they belong
     * to.
     */
    record DriverTestRequest(
            Optional<String> sim, Optional<String> board, List<Path> ports, Output output) {
        public DriverTestRequest {
            ports = List.copyOf(ports);
        }
    }
}
