package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three endpoints that do whatever they like: what must hold all the same. */
@Tag("sim")
class FailoverPropertyTest {

    private static final int STEPS = 400;

    @Test
    void judgesEveryShareOnceAndAlwaysFindsTheWayBack() {
        Gen.forAll(60, FailoverPropertyTest::run);
    }

    private static void run(Gen gen) {
        List<FakeUpstream> all =
                List.of(new FakeUpstream("a"), new FakeUpstream("b"), new FakeUpstream("c"));
        SourceRig rig = new SourceRig(gen.anyLong(), all.toArray(FakeUpstream[]::new));
        rig.source.start();
        int[] tally = new int[2];
        for (int step = 0; step < STEPS; step++) {
            disturb(gen, rig, gen.pick(all), tally);
            checkActive(rig);
        }
        all.forEach(FailoverPropertyTest::answer);
        heal(rig, all);
        rig.seconds(6);
        all.forEach(FailoverPropertyTest::answer);
        assertEquals(tally[0], tally[1], "each share is judged exactly once");
        assertTrue(
                rig.source.status().endpoints().getFirst().isActive(),
                "back on the first endpoint: " + rig.source.status());
    }

    private static void disturb(Gen gen, SourceRig rig, FakeUpstream upstream, int[] tally) {
        switch (gen.intBetween(0, 6)) {
            case 0 -> rig.pass(Duration.ofMillis(gen.intBetween(1, 120_000)));
            case 1 -> whenOpen(upstream, c -> c.fail(gen.pick(List.of(Cause.values()))));
            case 2, 3 -> whenOpen(upstream, c -> c.serve("j"));
            case 4 -> answer(upstream);
            default -> {
                if (!rig.jobs.isEmpty()) {
                    Job job =
                            gen.pick(
                                    rig.jobs.subList(
                                            Math.max(0, rig.jobs.size() - 5), rig.jobs.size()));
                    tally[0]++;
                    rig.submit(job).thenRun(() -> tally[1]++);
                }
            }
        }
    }

    /** With all endpoints well, the first must serve again, also after its penalties. */
    private static void heal(SourceRig rig, List<FakeUpstream> all) {
        for (int second = 0; second < 8_000; second += 10) {
            for (FakeUpstream upstream : all) {
                whenOpen(upstream, c -> c.serve("healed"));
            }
            rig.seconds(10);
        }
    }

    private static void checkActive(SourceRig rig) {
        long active = rig.source.status().endpoints().stream().filter(e -> e.isActive()).count();
        assertTrue(active <= 1, "at most one endpoint is mined on");
    }

    private static void answer(FakeUpstream upstream) {
        upstream.opened.forEach(c -> c.answerAll(new ShareVerdict.Accepted()));
    }

    private static void whenOpen(
            FakeUpstream upstream, Consumer<FakeUpstream.FakeConnection> then) {
        if (upstream.isOpen()) {
            then.accept(upstream.last());
        }
    }
}
