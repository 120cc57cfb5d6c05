package io.mos.core.chain;

import java.util.OptionalInt;

/**
 * How a pool makes the header's version of the job's version and the bits a miner submits. Three
 * formulas are in the field; they agree as long as the job's version has no bit inside the mask.
 */
public enum VersionDialect {
    /** BIP310: the submitted bits replace the masked ones. */
    BIP310 {
        @Override
        public int combine(int jobVersion, VersionMask mask, int bits) {
            return (jobVersion & ~mask.bits()) | (bits & mask.bits());
        }
    },
    /** The submitted bits are added; a bit of the job can never be cleared. */
    OR {
        @Override
        public int combine(int jobVersion, VersionMask mask, int bits) {
            return jobVersion | (bits & mask.bits());
        }
    },
    /** The submitted bits are those that changed. */
    XOR {
        @Override
        public int combine(int jobVersion, VersionMask mask, int bits) {
            return jobVersion ^ (bits & mask.bits());
        }
    };

    /** The header's version; submitted bits outside the mask are ignored. */
    public abstract int combine(int jobVersion, VersionMask mask, int bits);

    /**
     * What a miner submits so that the pool arrives at {@code nVersion}; empty when no bits within
     * the mask lead there, as after the pool has narrowed its mask.
     */
    public OptionalInt bitsFor(int jobVersion, VersionMask mask, int nVersion) {
        int bits = (this == XOR ? nVersion ^ jobVersion : nVersion) & mask.bits();
        return combine(jobVersion, mask, bits) == nVersion
                ? OptionalInt.of(bits)
                : OptionalInt.empty();
    }
}
