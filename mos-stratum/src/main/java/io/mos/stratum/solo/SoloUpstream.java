package io.mos.stratum.solo;

import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamListener;

/**
 * The user's own node as a source of work: {@code getblocktemplate} with long polling, {@code
 * submitblock} for what is found. Its connections run on the loop given here, on which the listener
 * hears too.
 */
public final class SoloUpstream implements Upstream {

    private final PoolUrl url;
    private final RpcCredentials credentials;
    private final SoloPayout payout;
    private final SoloRuntime runtime;

    /**
     * @param url of scheme {@code solo+http}
     * @param credentials how to prove to the node who we are
     */
    public SoloUpstream(
            PoolUrl url, RpcCredentials credentials, SoloPayout payout, SoloRuntime runtime) {
        this.url = url;
        this.credentials = credentials;
        this.payout = payout;
        this.runtime = runtime;
    }

    @Override
    public String url() {
        return url.display();
    }

    @Override
    public UpstreamConnection open(Terms terms, UpstreamListener listener) {
        Destination node = new Destination(url.host(), url.port());
        NodeClient client = new NodeClient(node, credentials, runtime);
        SoloConnection connection =
                new SoloConnection(client, runtime, new SoloJobs(terms, payout), listener);
        runtime.offer(connection::begin);
        return connection;
    }
}
