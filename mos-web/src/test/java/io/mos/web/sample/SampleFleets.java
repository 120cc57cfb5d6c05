package io.mos.web.sample;

import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Machines as a user may find theirs: for looking at the page, so with everything it can show. */
public final class SampleFleets {

    private static final String POOL = "stratum+tcp://eu.pool.example:3333";
    private static final String BACKUP = "stratum+tls://backup.pool.example:4334";
    private static final DeviceId CPU = new DeviceId("cpu");

    /** What the CPU makes, in 10^9 hashes a second. */
    private static final double CPU_GHS = 0.0158;

    private static final int STEP_SECONDS = 5;

    private SampleFleets() {}

    /** Devices are ready, nobody is configured to work for. */
    public static SampleSite noPool(Instant now) {
        Instant start = now.minusSeconds(20);
        return new SampleSite("home")
                .uptime(Duration.ofSeconds(20))
                .device(resting("no pool is configured", start, now))
                .event(chosen(start));
    }

    /** The first connection is being made. */
    public static SampleSite connecting(Instant now) {
        Instant start = now.minusSeconds(2);
        return new SampleSite("home")
                .uptime(Duration.ofSeconds(2))
                .device(resting("no job yet", start, now))
                .pool(SampleSite.notServing(POOL, "connecting", "", start))
                .event(chosen(start));
    }

    /** A CPU that hashes for a pool, all shares accepted, after a short restart of the agent. */
    public static SampleSite hashing(Instant now) {
        SampleSite site = new SampleSite("home").uptime(Duration.ofMinutes(27));
        Instant start = now.minus(Duration.ofMinutes(27));
        history(site, now, 320, CPU_GHS, 200);
        site.shares(new ShareCount(1_284, 0, 2, 0, 15.8, 0), now.minusSeconds(2));
        site.device(hashingCpu(start, now));
        site.pool(SampleSite.serving(POOL, start.plusSeconds(3), now));
        site.pool(SampleSite.notServing(BACKUP, "standby", "", start));
        return site.event(chosen(start))
                .event(new FleetEvent.PoolServing(start.plusSeconds(3), "pools", POOL))
                .event(changed(new DeviceState.Hashing(start.plusSeconds(3))))
                .event(new FleetEvent.PoolMessage(now.minusSeconds(900), "pools", "Welcome back"))
                .event(share(now.minusSeconds(600), "accepted", ""))
                .event(share(now.minusSeconds(598), "accepted", ""))
                .event(share(now.minusSeconds(590), "stale", "job not found"))
                .event(
                        new FleetEvent.NewBlock(
                                now.minusSeconds(412),
                                "pools",
                                "00000000000000000001c2a4b6d8f0e1a3b5c7d9e1f3a5b7c9d1e3f5a7b9c1d3"))
                .event(share(now.minusSeconds(30), "accepted", ""))
                .event(share(now.minusSeconds(11), "accepted", ""))
                .event(share(now.minusSeconds(2), "accepted", ""));
    }

    /** Both pools went, the CPU rests. */
    public static SampleSite poolLost(Instant now) {
        SampleSite site = new SampleSite("home").uptime(Duration.ofHours(5));
        Instant lost = now.minusSeconds(187);
        history(site, lost, 280, CPU_GHS, -1);
        IntStream.rangeClosed(1, 37)
                .forEach(i ->
                        at(site, lost.plusSeconds(5L * i), Math.max(0, 0.0158 - i * 0.0016), 0));
        site.shares(new ShareCount(9_311, 3, 4, 2, 114.5, 0), lost.minusSeconds(4));
        site.device(resting("no pool serves", lost, now));
        site.pool(
                SampleSite.notServing(
                        POOL, "backing-off", "connection refused", now.minusSeconds(4)));
        site.pool(
                SampleSite.notServing(
                        BACKUP,
                        "backing-off",
                        "certificate is for another name: pool.invalid",
                        now.minusSeconds(11)));
        return site.event(share(lost.minusSeconds(4), "accepted", ""))
                .event(new FleetEvent.PoolLost(lost, "pools", POOL, "closed", "connection closed"))
                .event(
                        new FleetEvent.PoolLost(
                                lost.plusSeconds(2),
                                "pools",
                                BACKUP,
                                "tls",
                                "certificate is for another name: pool.invalid"))
                .event(changed(new DeviceState.Idle("no pool serves", lost.plusSeconds(2))));
    }

    /** Everything that can be wrong at once, with long words where they may come. */
    public static SampleSite everythingBroken(Instant now) {
        SampleSite site = new SampleSite("garage-behind-the-old-mill-3").uptime(Duration.ofDays(9));
        history(site, now, 330, 1_190, 120);
        site.shares(new ShareCount(1_048_576, 52_288, 1_204, 388, 8.4e9, 1), now.minusSeconds(340));
        Fault hot = new Fault("over-temperature", "chip 7 at 93.5 °C, limit 85 °C; power is off");
        Fault slow = new Fault("fan-slow", "fan 2 turns at 900 rpm, expected 3200");
        Instant since = now.minusSeconds(75);
        site.device(board("board-1", new DeviceState.Offline(hot, since), 0, 93.5, now));
        site.device(board("board-2", new DeviceState.Degraded(slow, since), 1_190, 71.2, now));
        site.device(unread("board-with-a-name-nobody-would-choose", now));
        site.pool(
                new PoolTelemetry(
                        "pools",
                        "stratum+tcp://a-very-long-name.of.a.pool.in.another.country.example:13333",
                        "serving",
                        true,
                        now.minusSeconds(4_000),
                        "answers slowly",
                        8_192,
                        Optional.of(1_730L),
                        Optional.of(now.minusSeconds(700))));
        site.pool(
                SampleSite.notServing(
                        BACKUP, "refused", "unknown account “bc1q…”", now.minusSeconds(90_000)));
        site.event(
                new FleetEvent.BlockFound(
                        now.minusSeconds(1_000),
                        "pools",
                        new DeviceId("board-2"),
                        "000000000000000000000a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2d3e4f5"));
        site.event(
                new FleetEvent.FallbackStarted(now.minusSeconds(300), "no board hashed for 60 s"));
        site.event(new FleetEvent.FallbackStopped(now.minusSeconds(200), "board-2 hashes"));
        for (int i = 30; i > 0; i--) {
            String verdict = i % 3 == 0 ? "accepted" : "rejected";
            String detail = i % 3 == 0 ? "" : "low difficulty share of 812.5 (asked for 8192)";
            site.event(share(now.minusSeconds(70 + i), verdict, detail));
        }
        return site.event(
                        new FleetEvent.DeviceChanged(
                                since,
                                new DeviceId("board-1"),
                                new DeviceState.Offline(hot, since)))
                .event(
                        new FleetEvent.PoolMessage(
                                now.minusSeconds(20), "pools", "Maintenance tonight. ".repeat(9)));
    }

    private static Telemetry hashingCpu(Instant since, Instant now) {
        return SampleSite.device("cpu", new DeviceState.Hashing(since), CPU_GHS, now);
    }

    private static Telemetry resting(String reason, Instant since, Instant now) {
        boolean isMeasured = Duration.between(since, now).compareTo(Duration.ofSeconds(5)) > 0;
        return new Telemetry(
                CPU,
                "cpu",
                "vector-16x4",
                new DeviceState.Idle(reason, since),
                now,
                isMeasured
                        ? Reading.of(0.0, now, "proven nonces")
                        : Reading.unknown("not measured long enough yet", now),
                Reading.of(0.0, now, "kernel counter"),
                Telemetry.WorkCount.NONE,
                List.of());
    }

    private static Telemetry board(
            String id, DeviceState state, double ghs, double celsius, Instant now) {
        Reading<Double> temperature = Reading.of(celsius, now, "TMP1075 at 0x48");
        return new Telemetry(
                new DeviceId(id),
                "board",
                "Bitaxe Gamma, BM1370",
                state,
                now,
                Reading.of(ghs, now, "proven nonces"),
                Reading.of(1_200.0, now, "chip counters"),
                new Telemetry.WorkCount(88_120, 1_420, 3),
                List.of(new Telemetry.Sensor("chip", temperature)),
                parts(ghs, now));
    }

    private static Telemetry.Board parts(double ghs, Instant now) {
        Reading<Double> diode = Reading.unknown("no diode of its own", now);
        return new Telemetry.Board(
                Reading.of(ghs > 0 ? 18.4 : 1.1, now, "INA260 at 0x40"),
                Reading.of(ghs > 0 ? 1_150.0 : 0.0, now, "TPS546 at 0x24"),
                Reading.of(ghs > 0 ? 525.0 : 0.0, now, "PLL0"),
                Reading.of(4_120.0, now, "EMC2101 at 0x4c"),
                Reading.of(62.0, now, "as set"),
                List.of(
                        new Telemetry.Chip(0, 3.8e14, 88_120, 120, 3, 11, diode),
                        new Telemetry.Chip(1, 0, 0, 0, 0, 0, diode)));
    }

    private static Telemetry unread(String id, Instant now) {
        Reading<Double> unknown = Reading.unknown("sensor does not answer", now.minusSeconds(400));
        return new Telemetry(
                new DeviceId(id),
                "board",
                "unknown board",
                new DeviceState.Starting(now.minusSeconds(12)),
                now,
                Reading.unknown("not measured long enough yet", now),
                Reading.unknown("the board does not count", now),
                Telemetry.WorkCount.NONE,
                List.of(new Telemetry.Sensor("chip", unknown)));
    }

    /** History up to {@code end}; a gap of a minute at the given point, unless negative. */
    private static void history(SampleSite site, Instant end, int points, double ghs, int gapAt) {
        for (int i = 0; i < points; i++) {
            if (gapAt < 0 || i < gapAt || i > gapAt + 12) {
                double noise = 0.03 * Math.sin(i * 0.9) + 0.02 * Math.sin(i * 0.37 + 1);
                double warmUp = Math.min(1, 0.3 + i * 0.02);
                at(
                        site,
                        end.minusSeconds((long) STEP_SECONDS * (points - 1 - i)),
                        ghs * (warmUp + noise),
                        ghs);
            }
        }
    }

    private static void at(SampleSite site, Instant at, double ghs, double claimedGhs) {
        site.point(at, OptionalDouble.of(ghs), OptionalDouble.of(claimedGhs));
    }

    private static FleetEvent chosen(Instant at) {
        return new FleetEvent.KernelChosen(at, CPU, "vector-16x4", "fastest of 4 that passed");
    }

    private static FleetEvent changed(DeviceState state) {
        return new FleetEvent.DeviceChanged(state.since(), CPU, state);
    }

    private static FleetEvent share(Instant at, String verdict, String detail) {
        return new FleetEvent.ShareJudged(at, "pools", CPU, verdict, detail, 0.0123);
    }
}
