package io.mos.core.work;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import java.util.OptionalInt;

/**
 * A device's raw claim that a header hashes below its ticket target; untrusted until re-hashed.
 *
 * @param ticketTarget what the device was told to report: easier than or equal to the share target,
 *     so that its health shows long before it finds a share
 * @param version the full nVersion that was hashed, not only the rolled bits
 * @param chipAddress which chip found it, where the device knows
 */
public record NonceFound(
        Work work,
        Target ticketTarget,
        Extranonce extranonce2,
        int version,
        int nTime,
        int nonce,
        OptionalInt chipAddress) {

    /** The header the device says it hashed. */
    public BlockHeader header() {
        return work.header(extranonce2, version, nTime).withNonce(nonce);
    }
}
