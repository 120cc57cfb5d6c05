package io.mos.hasher.kernel;

import java.nio.ByteBuffer;

/** Pieces of SHA-256 (FIPS 180-4) that prepare a job: once per job, so clarity goes first. */
final class Sha256 {

    static final int ROUNDS = 64;
    static final int BLOCK_WORDS = 16;
    static final int BLOCK_BYTES = BLOCK_WORDS * Integer.BYTES;

    /** §5.1.1: a one bit after the message, the message's length in bits at the block's end. */
    private static final int PAD_BIT = 0x8000_0000;

    private static final int HEADER_BITS = 640;
    private static final int DIGEST_BITS = 256;

    /** §4.2.2. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
                0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
                0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc,
                0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351,
                0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
                0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585,
                0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
                0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
                0xc67178f2,
    };

    /** §5.3.3. */
    private static final int[] INITIAL = {
        0x6a09e667,
        0xbb67ae85,
        0x3c6ef372,
        0xa54ff53a,
        0x510e527f,
        0x9b05688c,
        0x1f83d9ab,
        0x5be0cd19,
    };

    private Sha256() {}

    static int k(int round) {
        return K[round];
    }

    /** The state after one block, the first 64 bytes of a message. */
    static int[] midstate(byte[] block) {
        int[] w = new int[ROUNDS];
        ByteBuffer.wrap(block).asIntBuffer().get(w, 0, BLOCK_WORDS);
        for (int i = BLOCK_WORDS; i < ROUNDS; i++) {
            w[i] = smallSigma1(w[i - 2]) + w[i - 7] + smallSigma0(w[i - 15]) + w[i - 16];
        }
        int[] state = INITIAL.clone();
        for (int i = 0; i < ROUNDS; i++) {
            round(state, K[i] + w[i]);
        }
        for (int i = 0; i < state.length; i++) {
            state[i] += INITIAL[i];
        }
        return state;
    }

    /** Word of a header's second block as far as padding fills it, else 0. */
    static int headerPadding(int word) {
        return switch (word) {
            case 4 -> PAD_BIT;
            case BLOCK_WORDS - 1 -> HEADER_BITS;
            default -> 0;
        };
    }

    /** Word of the second hash's block as far as padding fills it, else 0. */
    static int digestPadding(int word) {
        return switch (word) {
            case 8 -> PAD_BIT;
            case BLOCK_WORDS - 1 -> DIGEST_BITS;
            default -> 0;
        };
    }

    /** Schedule word 16 of a header's second block, which no nonce changes. */
    static int word16(ScanJob job) {
        return smallSigma0(job.tail(1)) + job.tail(0);
    }

    /** Schedule word 17 of a header's second block, which no nonce changes. */
    static int word17(ScanJob job) {
        return smallSigma1(HEADER_BITS) + smallSigma0(job.tail(2)) + job.tail(1);
    }

    /** One round on the registers a … h. */
    static void round(int[] state, int kPlusW) {
        int e = state[4];
        int bigSigma1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
        int t1 = state[7] + bigSigma1 + ((e & state[5]) ^ (~e & state[6])) + kPlusW;
        int a = state[0];
        int bigSigma0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
        int t2 = bigSigma0 + ((a & state[1]) ^ (a & state[2]) ^ (state[1] & state[2]));
        System.arraycopy(state, 0, state, 1, state.length - 1);
        state[4] += t1;
        state[0] = t1 + t2;
    }

    static int smallSigma0(int x) {
        return rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
    }

    static int smallSigma1(int x) {
        return rotr(x, 17) ^ rotr(x, 19) ^ (x >>> 10);
    }

    private static int rotr(int x, int bits) {
        return Integer.rotateRight(x, bits);
    }
}
