package io.mos.daemon;

import io.mos.cli.Verbs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Carries out the verbs; each brings only its own part of the daemon into the process. */
final class DaemonVerbs implements Verbs {

    private final Map<String, String> environment;
    private final ConfigPlaces places;

    DaemonVerbs(Map<String, String> environment, ConfigPlaces places) {
        this.environment = environment;
        this.places = places;
    }

    @Override
    public int run(RunRequest request) {
        return new RunVerb(configs()).run(request);
    }

    @Override
    public int demo(DemoRequest request) {
        return new DemoVerb(configs(), System.out).run(request);
    }

    @Override
    public int rehearse() {
        return new RehearsalVerb(configs()).run();
    }

    @Override
    public int selftest(Output output) {
        return new HasherVerbs(System.out).selftest(output);
    }

    @Override
    public int benchHasher(Duration total, Output output) {
        return new HasherVerbs(System.out).bench(total, output);
    }

    @Override
    public int configInit(InitRequest request) {
        return configs().init(request);
    }

    @Override
    public int configCheck(RunRequest request) {
        return configs().check(request);
    }

    @Override
    public int safeOff() {
        return BoardVerbs.safeOff(System.out);
    }

    @Override
    public int simBoard(SimRequest request) {
        return new SimVerb(System.out, System.err).board(request);
    }

    @Override
    public int driversList(Output output) {
        return new DriverVerbs(System.out, System.err).list(output);
    }

    @Override
    public int driversTest(DriverTestRequest request) {
        return new DriverVerbs(System.out, System.err).test(request);
    }

    @Override
    public int driversNew(String name, Path folder) {
        return new DriverVerbs(System.out, System.err).create(name, folder);
    }

    private ConfigVerbs configs() {
        return new ConfigVerbs(environment, places, System.out, System.err);
    }
}
