package io.mos.daemon;

import io.mos.daemon.config.InvalidTableException;
import io.mos.daemon.config.Key;
import io.mos.daemon.config.Section;
import io.mos.daemon.config.Values;
import io.mos.stratum.failover.InvalidPoolConfigException;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.TlsMode;
import io.mos.stratum.solo.SoloUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of {@code [[pools]]}. */
final class PoolKeys {

    private static final Key<String> URL =
            Key.text("url")
                    .required()
                    .meaning(
                            "Where work comes from: stratum+tcp://host:port, stratum+ssl://host:port"
                                    + " or solo+http://user:password@host:port for your own node.");
    private static final Key<String> USER =
            Key.text("user")
                    .withDefault("")
                    .meaning("The pool account or address to be credited, often with .worker.");
    private static final Key<String> PASSWORD =
            Key.text("password")
                    .withDefault(PoolConfig.DEFAULT_PASSWORD)
                    .meaning("What the pool wants as a password; most take anything.");
    private static final Key<Path> PASSWORD_FILE =
            Key.path("password-file")
                    .meaning("A file whose first line is the password, instead of password.");
    private static final Key<TlsMode> TLS =
            Key.choice("tls", TlsMode.class)
                    .withDefault(TlsMode.SYSTEM)
                    .meaning(
                            "Whom stratum+ssl trusts: the system's authorities, the one key in"
                                    + " tls-pin, or anybody.");
    private static final Key<String> TLS_PIN =
            Key.text("tls-pin")
                    .withDefault("")
                    .meaning("The SHA-256 of the pool's public key, in hex or base64.");
    private static final Key<String> SOCKS5 =
            Key.text("socks5")
                    .withDefault("")
                    .meaning(
                            "host:port of a SOCKS5 proxy that also resolves the pool's name; not for"
                                    + " solo+http.");
    private static final Key<Boolean> CONFIGURE =
            Key.flag("configure")
                    .withDefault(true)
                    .meaning(
                            "Ask for version rolling; switch off for a pool that hangs up on it. For"
                                    + " stratum pools only.");
    private static final Key<Boolean> EXTRANONCE_SUBSCRIBE =
            Key.flag("extranonce-subscribe")
                    .withDefault(true)
                    .meaning(
                            "Let the pool change the extranonce without a reconnect; for stratum"
                                    + " pools only.");
    private static final Key<Double> SUGGEST_DIFFICULTY =
            Key.decimal("suggest-difficulty", 1e-9, 1e18)
                    .meaning("The share difficulty to ask the pool for; for stratum pools only.");
    private static final Key<String> PAYOUT =
            Key.text("payout")
                    .withDefault("")
                    .meaning("The address that blocks of your own node pay; for solo+http only.");
    private static final Key<String> COINBASE_TAG =
            Key.text("coinbase-tag")
                    .withDefault(PoolConfig.DEFAULT_COINBASE_TAG)
                    .meaning("Text left in blocks of your own node; for solo+http only.");

    static final Section<PoolConfig> SECTION =
            new Section<>(
                    "pools",
                    Section.Arity.MANY,
                    "Where work comes from, best first: the next one takes over when one fails.",
                    List.of(
                            URL,
                            USER,
                            PASSWORD,
                            PASSWORD_FILE,
                            TLS,
                            TLS_PIN,
                            SOCKS5,
                            CONFIGURE,
                            EXTRANONCE_SUBSCRIBE,
                            SUGGEST_DIFFICULTY,
                            PAYOUT,
                            COINBASE_TAG),
                    PoolKeys::bind);

    private PoolKeys() {}

    private static PoolConfig bind(Values values) {
        List<String> problems = new ArrayList<>();
        Optional<PoolConfig> pool = pool(values, problems);
        checkPasswordFile(values, problems);
        PayTo.check(values.get(USER), values.get(PAYOUT), values.get(COINBASE_TAG), problems);
        pool.filter(config -> !config.parsedUrl().isStratum())
                .ifPresent(node -> checkNodeCredentials(node, problems));
        if (pool.isEmpty() || !problems.isEmpty()) {
            throw new InvalidTableException(problems);
        }
        return pool.get();
    }

    private static Optional<PoolConfig> pool(Values values, List<String> problems) {
        OptionalDouble difficulty =
                values.find(SUGGEST_DIFFICULTY)
                        .map(OptionalDouble::of)
                        .orElseGet(OptionalDouble::empty);
        try {
            return Optional.of(
                    new PoolConfig(
                            values.get(URL),
                            values.get(USER),
                            values.get(PASSWORD),
                            values.find(PASSWORD_FILE),
                            values.get(TLS),
                            values.get(TLS_PIN),
                            values.get(SOCKS5),
                            new OptionalCalls(
                                    values.get(CONFIGURE), values.get(EXTRANONCE_SUBSCRIBE)),
                            difficulty,
                            values.get(PAYOUT),
                            values.get(COINBASE_TAG)));
        } catch (InvalidPoolConfigException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** A node writes its cookie file when it starts; a pool's password file must be there now. */
    private static void checkPasswordFile(Values values, List<String> problems) {
        Optional<Path> file = values.find(PASSWORD_FILE);
        if (file.isEmpty() || !isStratum(values.get(URL))) {
            return;
        }
        try {
            String _ = PoolConfig.readPassword(file.get());
        } catch (IOException e) {
            problems.add("password-file " + file.get() + " " + FileReason.of(file.get(), e));
        }
    }

    private static boolean isStratum(String url) {
        try {
            return PoolUrl.parse(url).isStratum();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void checkNodeCredentials(PoolConfig node, List<String> problems) {
        try {
            SoloUpstream.checkCredentials(node);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
