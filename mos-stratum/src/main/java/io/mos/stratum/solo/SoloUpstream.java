package io.mos.stratum.solo;

import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamListener;

/**
 * The user's own node as a source of work: {@code getblocktemplate} with long polling, {@code
 * submitblock} for what is found. Its connections run on the runtime's loop, on which the listener
 * hears too.
 */
public final class SoloUpstream implements Upstream {

    private final PoolUrl url;
    private final RpcCredentials credentials;
    private final SoloPayout payout;
    private final SoloRuntime runtime;

    SoloUpstream(PoolUrl url, RpcCredentials credentials, SoloPayout payout, SoloRuntime runtime) {
        this.url = url;
        this.credentials = credentials;
        this.payout = payout;
        this.runtime = runtime;
    }

    /**
     * A node as the user configured it. Credentials stand in the URL; without any, the password
     * file is the node's cookie file ({@code .cookie} in its data folder).
     *
     * @throws IllegalArgumentException saying what is wrong, for the user
     */
    public static SoloUpstream of(PoolConfig config, SoloRuntime runtime) {
        PoolUrl url = config.parsedUrl();
        if (url.isStratum()) {
            throw new IllegalArgumentException(url + " is no node");
        }
        SoloPayout payout = SoloPayout.parse(config.payout(), config.coinbaseTag());
        return new SoloUpstream(url, RpcCredentials.of(config), payout, runtime);
    }

    /**
     * Finds out without a node whether a configuration says how to prove to it who we are.
     *
     * @throws IllegalArgumentException saying what is wrong, for the user
     */
    public static void checkCredentials(PoolConfig config) {
        RpcCredentials _ = RpcCredentials.of(config);
    }

    @Override
    public String url() {
        return url.display();
    }

    @Override
    public UpstreamConnection open(Terms terms, UpstreamListener listener) {
        runtime.metrics().countConnect(terms.source().value());
        NodeClient client =
                new NodeClient(new Destination(url.host(), url.port()), credentials, runtime);
        SoloJobs jobs = new SoloJobs(terms, payout, runtime.entropy());
        SoloConnection connection = new SoloConnection(client, runtime, jobs, listener);
        runtime.offer(connection::begin);
        return connection;
    }
}
