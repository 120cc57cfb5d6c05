package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;

/**
 * A nonce with what its family tells about it (BM13XX.md §8, §9).
 *
 * @param nonce as in the header
 * @param jobHeader the header byte of the job it is of
 * @param lowBits sub-core or midstate's index, see {@link
 *     io.mos.drivers.bm13xx.family.JobIds.LowBits}
 * @param chipField see {@link io.mos.drivers.bm13xx.family.NonceLayout#chipAddress}
 * @param versionBits rolled bits in their place in the version
 */
public record ChipNonce(
        int nonce, int jobHeader, int core, int lowBits, int chipField, int versionBits) {
    /** Lowest bit a chip can roll (BIP320). */
    static final int VERSION_SHIFT = 13;

    public static ChipNonce of(ChipFamily family, Answer.Nonce answer) {
        return new ChipNonce(
                answer.nonce(),
                family.jobIds().jobHeader(answer.jobByte()),
                family.nonces().core(answer.nonce()),
                family.jobIds().lowBits(answer.jobByte()),
                family.nonces().chipAddress(answer.nonce()),
                answer.versionField() << VERSION_SHIFT);
    }
}
