package io.mos.stratum.failover;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The user's policy: the pools' hosts and the accounts to be credited there. Asked before each
 * connection and each authorisation; what it does not know is refused. Immutable, thread-safe.
 *
 * <p>A pool may move us ({@code client.reconnect}) only within its own domain, always measured
 * against the configured host, never against where it had moved us before.
 */
public final class PayoutGuard {

    /**
     * Names under these belong to different people, so that one of them must not send us to
     * another. Shared country domains such as {@code co.uk} are known by their short second label.
     */
    private static final Set<String> SHARED_DOMAINS =
            Set.of(
                    "duckdns.org",
                    "ddns.net",
                    "dyndns.org",
                    "no-ip.org",
                    "hopto.org",
                    "zapto.org",
                    "github.io",
                    "herokuapp.com",
                    "amazonaws.com",
                    "azurewebsites.net",
                    "cloudfront.net");

    /** Registries' own second labels (co, com, net, org, gov, ac) have at most three letters. */
    private static final int MAX_REGISTRY_LABEL_CHARS = 3;

    private final Map<PoolUrl, Set<String>> accounts;

    public PayoutGuard(List<PoolConfig> pools) {
        accounts =
                pools.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PoolConfig::parsedUrl,
                                        Collectors.mapping(
                                                PoolConfig::user, Collectors.toUnmodifiableSet())));
    }

    /** Whether a connection on behalf of this pool may go there. */
    public Decision connect(PoolUrl pool, Destination to) {
        if (!accounts.containsKey(pool)) {
            return new Decision.Refused(pool + " is not configured");
        }
        boolean isConfigured = to.equals(new Destination(pool.host(), pool.port()));
        return isConfigured || isSameDomain(pool.host(), to.host())
                ? new Decision.Allowed()
                : new Decision.Refused(to + " is outside the domain of " + pool);
    }

    /** Whether this account may be named to this pool. */
    public Decision authorize(PoolUrl pool, String account) {
        return accounts.getOrDefault(pool, Set.of()).contains(account)
                ? new Decision.Allowed()
                : new Decision.Refused("the account is not the one configured for " + pool);
    }

    /**
     * Where a pool's order to reconnect leads: there when it stays in the pool's domain, empty when
     * the order is to be ignored and the configured host used. Port 0 is the configured one.
     */
    public Optional<Destination> redirect(PoolUrl pool, Optional<String> host, int port) {
        int toPort = port == 0 ? pool.port() : port;
        Destination to = new Destination(host.map(PayoutGuard::normal).orElse(pool.host()), toPort);
        return connect(pool, to) instanceof Decision.Allowed ? Optional.of(to) : Optional.empty();
    }

    /**
     * The rule of the field (cgminer's): the text after the first dot must be equal. Beyond it,
     * that text must be a domain of one owner, as far as names tell.
     */
    private static boolean isSameDomain(String configured, String candidate) {
        if (configured.equals(candidate)) {
            return true;
        }
        return isName(configured)
                && isName(candidate)
                && parentOf(candidate).equals(parentOf(configured))
                && isOwned(parentOf(configured));
    }

    private static boolean isName(String host) {
        boolean isIpv4 = host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        return PoolUrl.isHostName(host) && !isIpv4;
    }

    private static String parentOf(String host) {
        return host.substring(host.indexOf('.') + 1);
    }

    private static boolean isOwned(String domain) {
        boolean isShared =
                SHARED_DOMAINS.stream()
                        .anyMatch(shared -> domain.equals(shared) || domain.endsWith("." + shared));
        String[] labels = domain.split("\\.", -1);
        boolean isRegistry =
                labels.length < 2
                        || (labels.length == 2 && labels[0].length() <= MAX_REGISTRY_LABEL_CHARS);
        return !isShared && !isRegistry;
    }

    private static String normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Yes, or no and why. */
    public sealed interface Decision {

        /** It may. */
        record Allowed() implements Decision {}

        /** It may not. */
        record Refused(String reason) implements Decision {}
    }
}
