package io.mos.daemon;

import io.mos.daemon.config.Key;
import io.mos.daemon.config.Section;
import io.mos.daemon.config.Values;
import io.mos.hasher.HasherConfig;
import io.mos.hasher.kernel.KernelCatalog;
import java.util.List;

/** The keys of {@code [hasher]}. */
final class HasherKeys {

    private static final HasherConfig DEFAULT = HasherConfig.DEFAULT;

    private static final Key<HasherConfig.Mode> MODE =
            Key.choice("mode", HasherConfig.Mode.class)
                    .withDefault(DEFAULT.mode())
                    .meaning(
                            "Whether the CPU hashes always, only while no board has hashed for 60 s,"
                                    + " or never.");
    private static final Key<Integer> THREADS =
            Key.whole("threads", 1, 1024)
                    .withDefault(DEFAULT.threads())
                    .meaning("How many threads hash, at low priority.");
    private static final Key<Integer> DUTY_PERCENT =
            Key.whole("duty-percent", 1, 100)
                    .withDefault(DEFAULT.dutyPercent())
                    .meaning("How much of the time each thread hashes; less keeps a Pi cool.");
    private static final Key<String> KERNEL =
            Key.text("kernel")
                    .withDefault(DEFAULT.kernel())
                    .meaning(
                            "A kernel's name as mos selftest shows it, or auto for the fastest one"
                                    + " that is correct on this machine.");

    static final Section<HasherConfig> SECTION =
            new Section<>(
                    "hasher",
                    Section.Arity.ONE,
                    "Hashing on the CPU.",
                    List.of(MODE, THREADS, DUTY_PERCENT, KERNEL),
                    HasherKeys::bind);

    private HasherKeys() {}

    private static HasherConfig bind(Values values) {
        String kernel = values.get(KERNEL);
        List<String> known = KernelCatalog.names();
        if (!kernel.equals(HasherConfig.AUTO) && !known.contains(kernel)) {
            throw new IllegalArgumentException(
                    "kernel \"%s\" is none of auto, %s"
                            .formatted(kernel, String.join(", ", known)));
        }
        return new HasherConfig(
                values.get(MODE), values.get(THREADS), values.get(DUTY_PERCENT), kernel);
    }
}
