package io.mos.stratum.v1;

import io.mos.core.chain.Difficulty;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamListener;
import java.io.IOException;
import java.util.Optional;

/** One configured Stratum V1 pool. Owner: the source's loop. */
public final class V1Upstream implements Upstream {

    private final PoolConfig config;
    private final PoolUrl url;
    private final V1Runtime runtime;
    private final SessionConfig session;
    private final V1Dialer dialer;
    private final PoolMemory memory = new PoolMemory();

    /**
     * Reads the password file, so it may block.
     *
     * @throws IOException when the password cannot be read, or there is no TLS
     * @throws IllegalArgumentException when the URL is not a Stratum V1 pool's
     */
    public static V1Upstream open(PoolConfig config, V1Runtime runtime) throws IOException {
        return new V1Upstream(config, runtime, NameResolver.system());
    }

    V1Upstream(PoolConfig config, V1Runtime runtime, NameResolver resolver) throws IOException {
        this.config = config;
        this.url = config.parsedUrl();
        if (!url.isStratum()) {
            throw new IllegalArgumentException(url + " is no Stratum pool");
        }
        this.runtime = runtime;
        this.session =
                new SessionConfig(
                        url,
                        runtime.guard(),
                        runtime.userAgent(),
                        config.user(),
                        config.readPassword(),
                        config.calls(),
                        config.suggestDifficulty().isPresent()
                                ? Optional.of(
                                        Difficulty.of(config.suggestDifficulty().getAsDouble()))
                                : Optional.empty());
        Optional<TlsTrust> tls =
                url.scheme() == PoolUrl.Scheme.STRATUM_TLS
                        ? Optional.of(TlsTrust.of(config))
                        : Optional.empty();
        this.dialer = new V1Dialer(url, config.proxy(), tls, new V1Dialer.Net(runtime, resolver));
    }

    @Override
    public String url() {
        return url.display();
    }

    @Override
    public UpstreamConnection open(Terms terms, UpstreamListener listener) {
        V1Connection connection =
                new V1Connection(
                        runtime, new V1Session(session, memory, terms), terms.source(), listener);
        connection.begin(dialer, memory.takeRedirect());
        return connection;
    }

    @Override
    public String toString() {
        return config.toString();
    }
}
