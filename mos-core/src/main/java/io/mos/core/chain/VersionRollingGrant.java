package io.mos.core.chain;

/**
 * What the version-rolling extension of {@code mining.configure} has settled (BIP310): the mask
 * both sides allow, beside the number of bits the miner said it needs for full speed.
 */
public record VersionRollingGrant(VersionMask mask, int minBitCount) {
    public static final VersionRollingGrant NONE = new VersionRollingGrant(VersionMask.NONE, 0);

    public static VersionRollingGrant negotiate(
            VersionMask server, VersionMask client, int minBitCount) {
        return new VersionRollingGrant(server.intersect(client), minBitCount);
    }

    public boolean isGranted() {
        return !mask.isEmpty();
    }

    /** False when the miner can work only below its full speed; BIP310 keeps it connected. */
    public boolean suffices() {
        return mask.bitCount() >= minBitCount;
    }
}
