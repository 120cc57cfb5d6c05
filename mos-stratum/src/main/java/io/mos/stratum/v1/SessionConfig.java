package io.mos.stratum.v1;

import io.mos.core.chain.Difficulty;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolUrl;
import java.util.Optional;

/**
 * What one session says about itself and asks for.
 *
 * @param pool the configured endpoint, for the guard
 * @param guard asked before the account is named
 * @param userAgent such as {@code mos/1.0}
 */
record SessionConfig(
        PoolUrl pool,
        PayoutGuard guard,
        String userAgent,
        String user,
        String password,
        OptionalCalls calls,
        Optional<Difficulty> suggestDifficulty) {

    @Override
    public String toString() {
        return "SessionConfig[" + pool + ", user=" + user + ", password=***]";
    }
}
