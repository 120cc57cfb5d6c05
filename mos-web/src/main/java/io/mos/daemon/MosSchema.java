package io.mos.daemon;

import io.mos.daemon.config.DurationUnit;
import io.mos.daemon.config.Key;
import io.mos.daemon.config.Schema;
import io.mos.daemon.config.Section;
import io.mos.daemon.log.LogLevel;
import io.mos.stratum.failover.FailoverSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every key mos knows. */
final class MosSchema {

    static final String ENVIRONMENT_PREFIX = "MOS_";

    /** Names the configuration file, like {@code --config}. */
    static final String CONFIG_VARIABLE = "MOS_CONFIG";

    /** Variables that are no keys: the first is ours, the others are the launcher's. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of(CONFIG_VARIABLE, "MOS_JAVA_HOME", "MOS_STATE_DIR", "MOS_JVM_FLAGS");

    private static final Key<String> SITE_NAME =
            Key.text("name")
                    .withDefault("home")
                    .meaning("What this site is called on pages and in reports.");

    private static final Key<Duration> STABLE =
            Key.duration("stable-s", DurationUnit.SECONDS, Duration.ZERO, Duration.ofDays(1))
                    .withDefault(FailoverSettings.DEFAULT.stable())
                    .meaning("How long a better pool must hold before mos returns to it.");

    private static final Key<Boolean> DETECT_USB =
            Key.flag("detect-usb")
                    .withDefault(true)
                    .meaning("Whether boards that are plugged in are driven without being named.");

    private static final Key<LogLevel> LOG_LEVEL =
            Key.choice("level", LogLevel.class)
                    .withDefault(LogLevel.INFO)
                    .meaning("How much is logged; libraries log warnings only.");

    static final Section<SiteConfig> SITE =
            new Section<>(
                    "site",
                    Section.Arity.ONE,
                    "This machine's place in the fleet.",
                    List.of(SITE_NAME),
                    values -> new SiteConfig(values.get(SITE_NAME)));

    static final Section<FailoverSettings> FAILOVER =
            new Section<>(
                    "failover",
                    Section.Arity.ONE,
                    "How mos moves between pools.",
                    List.of(STABLE),
                    values -> new FailoverSettings(values.get(STABLE)));

    static final Section<DriverSettings> DRIVERS =
            new Section<>(
                    "drivers",
                    Section.Arity.ONE,
                    "How boards are found and driven.",
                    List.of(DETECT_USB),
                    values -> new DriverSettings(values.get(DETECT_USB)));

    static final Section<LogConfig> LOG =
            new Section<>(
                    "log",
                    Section.Arity.ONE,
                    "The log goes to standard error, one line per event.",
                    List.of(LOG_LEVEL),
                    values -> new LogConfig(values.get(LOG_LEVEL)));

    static final Schema SCHEMA =
            new Schema(
                    List.of(
                            PoolKeys.SECTION,
                            FAILOVER,
                            BoardKeys.SECTION,
                            DRIVERS,
                            HasherKeys.SECTION,
                            WebKeys.SECTION,
                            SITE,
                            LOG),
                    ENVIRONMENT_PREFIX,
                    OTHER_VARIABLES);

    private MosSchema() {}
}
