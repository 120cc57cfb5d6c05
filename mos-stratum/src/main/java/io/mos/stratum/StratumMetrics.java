package io.mos.stratum;

import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.work.ShareVerdict;
import java.time.Duration;
import java.util.List;

/** The metrics of sources of work. Labels are bounded: no urls, workers or jobs. Thread-safe. */
public final class StratumMetrics {

    static final MetricSpec CONNECTS =
            new MetricSpec(
                    "mos_stratum_connects_total",
                    Kind.COUNTER,
                    "Attempts to connect to a pool or node",
                    List.of("source"));
    static final MetricSpec DISCONNECTS =
            new MetricSpec(
                    "mos_stratum_disconnects_total",
                    Kind.COUNTER,
                    "Connections and attempts that ended, by what ended them",
                    List.of("source", "cause"));
    static final MetricSpec SWITCHES =
            new MetricSpec(
                    "mos_stratum_switches_total",
                    Kind.COUNTER,
                    "Times another endpoint became the one mined on",
                    List.of("source"));
    static final MetricSpec JOBS =
            new MetricSpec(
                    "mos_stratum_jobs_total",
                    Kind.COUNTER,
                    "Jobs given out to be hashed",
                    List.of("source"));
    static final MetricSpec SHARES =
            new MetricSpec(
                    "mos_stratum_shares_total",
                    Kind.COUNTER,
                    "Shares handed in, by verdict: accepted, rejected, stale, unanswered",
                    List.of("source", "verdict"));
    static final MetricSpec REPLY_SECONDS =
            new MetricSpec(
                    "mos_stratum_reply_seconds",
                    Kind.HISTOGRAM,
                    "Time from a request to its reply",
                    List.of("source"));
    static final MetricSpec LINE_TO_JOB_SECONDS =
            new MetricSpec(
                    "mos_stratum_line_to_job_seconds",
                    Kind.HISTOGRAM,
                    "Time from a job's line leaving the socket to its being given out",
                    List.of("source"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL =
            List.of(
                    CONNECTS,
                    DISCONNECTS,
                    SWITCHES,
                    JOBS,
                    SHARES,
                    REPLY_SECONDS,
                    LINE_TO_JOB_SECONDS);

    private final MeterRegistry registry;

    public StratumMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public void countConnect(String source) {
        count(CONNECTS, "source", source);
    }

    /** {@code cause} is a bounded label. */
    public void countDisconnect(String source, String cause) {
        count(DISCONNECTS, "source", source, "cause", cause);
    }

    public void countSwitch(String source) {
        count(SWITCHES, "source", source);
    }

    public void countJob(String source) {
        count(JOBS, "source", source);
    }

    public void countShare(String source, ShareVerdict verdict) {
        count(SHARES, "source", source, "verdict", label(verdict));
    }

    public void recordReply(String source, Duration took) {
        REPLY_SECONDS.timer(registry, "source", source).record(took);
    }

    public void recordLineToJob(String source, Duration took) {
        LINE_TO_JOB_SECONDS.timer(registry, "source", source).record(took);
    }

    private static String label(ShareVerdict verdict) {
        return switch (verdict) {
            case ShareVerdict.Accepted _ -> "accepted";
            case ShareVerdict.Rejected _ -> "rejected";
            case ShareVerdict.Stale _ -> "stale";
            case ShareVerdict.Unanswered _ -> "unanswered";
        };
    }

    private void count(MetricSpec spec, String... tags) {
        spec.counter(registry, tags).increment();
    }
}
