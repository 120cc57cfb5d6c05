package io.mos.core.chain;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * SHA-256 and SHA-256d written to be read beside FIPS 180-4, the oracle of every fast kernel. Even
 * the constants are computed from their definition. Slow: fit for a midstate now and then, never
 * for a search.
 */
public final class ReferenceSha256d {
    public static final int BLOCK_BYTES = 64;
    public static final int STATE_WORDS = 8;

    private static final int BLOCK_WORDS = 16;
    private static final int ROUNDS = 64;

    /** FIPS 180-4 §5.3.3 and §4.2.2: 32 fraction bits of the roots of the first primes. */
    private static final int[] INITIAL_STATE =
            primes(STATE_WORDS).map(p -> rootFraction(p, 2)).toArray();

    private static final int[] K = primes(ROUNDS).map(p -> rootFraction(p, 3)).toArray();

    private ReferenceSha256d() {}

    /** The eight words SHA-256 starts from. */
    public static int[] initialState() {
        return INITIAL_STATE.clone();
    }

    /** One step of the compression function: a new state from a state and a block of 16 words. */
    public static int[] compress(int[] state, int[] block) {
        int[] w = schedule(block);
        int[] s = state.clone();
        for (int t = 0; t < ROUNDS; t++) {
            int a = s[0];
            int e = s[4];
            int sum1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
            int choose = (e & s[5]) ^ (~e & s[6]);
            int temp1 = s[7] + sum1 + choose + K[t] + w[t];
            int sum0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
            int majority = (a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]);
            System.arraycopy(s, 0, s, 1, STATE_WORDS - 1);
            s[4] += temp1;
            s[0] = temp1 + sum0 + majority;
        }
        return IntStream.range(0, STATE_WORDS).map(i -> state[i] + s[i]).toArray();
    }

    /** The state after a header's first 64 bytes, which hold neither nTime, nBits nor nonce. */
    public static int[] midstate(byte[] header) {
        return compress(INITIAL_STATE, words(Arrays.copyOf(header, BLOCK_BYTES)));
    }

    /** SHA-256 of the message, once. */
    public static byte[] sha256(byte[] message) {
        byte[] padded = pad(message);
        int[] state = INITIAL_STATE;
        for (int offset = 0; offset < padded.length; offset += BLOCK_BYTES) {
            byte[] block = Arrays.copyOfRange(padded, offset, offset + BLOCK_BYTES);
            state = compress(state, words(block));
        }
        ByteBuffer digest = ByteBuffer.allocate(Hash256.SIZE_BYTES);
        digest.asIntBuffer().put(state);
        return digest.array();
    }

    public static Hash256 of(byte[] message) {
        return Hash256.of(sha256(sha256(message)));
    }

    private static int[] schedule(int[] block) {
        int[] w = Arrays.copyOf(block, ROUNDS);
        for (int t = BLOCK_WORDS; t < ROUNDS; t++) {
            int sigma0 = rotr(w[t - 15], 7) ^ rotr(w[t - 15], 18) ^ (w[t - 15] >>> 3);
            int sigma1 = rotr(w[t - 2], 17) ^ rotr(w[t - 2], 19) ^ (w[t - 2] >>> 10);
            w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
        }
        return w;
    }

    private static int rotr(int word, int distance) {
        return Integer.rotateRight(word, distance);
    }

    /** FIPS 180-4 §5.1.1: a one bit, zeros, the length in bits as 64 bits. */
    private static byte[] pad(byte[] message) {
        int blocks = (message.length + 1 + Long.BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK_BYTES);
        padded[message.length] = (byte) 0x80;
        ByteBuffer.wrap(padded).putLong(padded.length - Long.BYTES, 8L * message.length);
        return padded;
    }

    /** The block's 16 big-endian words. */
    private static int[] words(byte[] block) {
        int[] words = new int[BLOCK_WORDS];
        ByteBuffer.wrap(block).asIntBuffer().get(words);
        return words;
    }

    private static IntStream primes(int count) {
        return IntStream.iterate(2, n -> n + 1)
                .filter(n -> IntStream.range(2, n).noneMatch(d -> n % d == 0))
                .limit(count);
    }

    /** The first 32 bits after the point of the {@code degree}-th root, by bisection. */
    private static int rootFraction(int number, int degree) {
        BigInteger scaled = BigInteger.valueOf(number).shiftLeft(Integer.SIZE * degree);
        BigInteger root = BigInteger.ZERO;
        for (int bit = Integer.SIZE + Byte.SIZE; bit >= 0; bit--) {
            BigInteger candidate = root.setBit(bit);
            if (candidate.pow(degree).compareTo(scaled) <= 0) {
                root = candidate;
            }
        }
        return root.intValue();
    }
}
