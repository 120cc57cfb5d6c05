package io.mos.core.agent;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mos.core.device.Device;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.telemetry.DeviceId;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The agent's metrics. Thread-safe. */
public final class AgentMetrics {

    static final MetricSpec SHARES =
            new MetricSpec(
                    "mos_agent_shares_total",
                    Kind.COUNTER,
                    "Shares by what became of them: accepted, rejected, stale, unanswered",
                    List.of("source", "verdict"));
    static final MetricSpec CLAIMS =
            new MetricSpec(
                    "mos_device_claims_total",
                    Kind.COUNTER,
                    "Nonces a device reported, by what re-hashing showed: proven, hardware_error,"
                            + " duplicate",
                    List.of("device", "verdict"));
    static final MetricSpec PROVEN_HASHES =
            new MetricSpec(
                    "mos_device_proven_hashes_total",
                    Kind.COUNTER,
                    "Expected hashes behind a device's proven nonces; its rate is the hash rate",
                    List.of("device"));
    static final MetricSpec JOB_TO_DEVICE =
            new MetricSpec(
                    "mos_work_job_to_device_seconds",
                    Kind.HISTOGRAM,
                    "From a source's new job to the work in the device's slot",
                    List.of());
    static final MetricSpec NONCE_TO_SUBMIT =
            new MetricSpec(
                    "mos_work_nonce_to_submit_seconds",
                    Kind.HISTOGRAM,
                    "From a nonce's first byte, or a hasher's claim, to the share's hand-over to its"
                            + " source",
                    List.of());
    static final MetricSpec REFUSED =
            new MetricSpec(
                    "mos_agent_mailbox_refused_total",
                    Kind.COUNTER,
                    "Tasks the agent loop's full mailbox turned away",
                    List.of());
    static final MetricSpec DROPPED_PROOFS =
            new MetricSpec(
                    "mos_agent_dropped_proofs_total",
                    Kind.COUNTER,
                    "Proven nonces dropped because devices proved faster than the agent loop works",
                    List.of());
    static final MetricSpec DEVICE_TEMPERATURE =
            new MetricSpec(
                    "mos_device_temp_celsius",
                    Kind.GAUGE,
                    "A device's hottest known temperature",
                    List.of("device"));
    static final MetricSpec DEVICE_HASHRATE =
            new MetricSpec(
                    "mos_device_hashrate_ghs",
                    Kind.GAUGE,
                    "A device's proven hash rate in 10^9 hashes a second",
                    List.of("device"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL =
            List.of(
                    SHARES,
                    CLAIMS,
                    PROVEN_HASHES,
                    JOB_TO_DEVICE,
                    NONCE_TO_SUBMIT,
                    REFUSED,
                    DROPPED_PROOFS,
                    DEVICE_TEMPERATURE,
                    DEVICE_HASHRATE);

    private final MeterRegistry registry;
    private final Timer jobToDevice;
    private final Timer nonceToSubmit;
    private final Counter droppedProofs;

    AgentMetrics(MeterRegistry registry) {
        this.registry = registry;
        jobToDevice = JOB_TO_DEVICE.timer(registry);
        nonceToSubmit = NONCE_TO_SUBMIT.timer(registry);
        droppedProofs = DROPPED_PROOFS.counter(registry);
    }

    void countDroppedProof() {
        droppedProofs.increment();
    }

    MeterRegistry registry() {
        return registry;
    }

    Timer jobToDevice() {
        return jobToDevice;
    }

    Timer nonceToSubmit() {
        return nonceToSubmit;
    }

    /** The gauges of a device, which go when it goes. */
    List<Meter> deviceGauges(Device device, DoubleSupplier provenGhs) {
        Gauge temperature =
                Gauge.builder(
                                DEVICE_TEMPERATURE.meterName(),
                                device,
                                each -> each.snapshot().hottestCelsius().known().orElse(Double.NaN))
                        .description(DEVICE_TEMPERATURE.help())
                        .tag("device", device.id().value())
                        .register(registry);
        Gauge hashrate =
                Gauge.builder(DEVICE_HASHRATE.meterName(), provenGhs::getAsDouble)
                        .description(DEVICE_HASHRATE.help())
                        .tag("device", device.id().value())
                        .register(registry);
        return List.of(temperature, hashrate);
    }

    void countShare(String source, String verdict) {
        SHARES.counter(registry, "source", source, "verdict", verdict).increment();
    }

    Counter claims(DeviceId device, String verdict) {
        return CLAIMS.counter(registry, "device", device.value(), "verdict", verdict);
    }

    Counter provenHashes(DeviceId device) {
        return PROVEN_HASHES.counter(registry, "device", device.value());
    }
}
