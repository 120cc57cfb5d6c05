package io.mos.hasher.gen;

import java.math.BigInteger;
import java.util.stream.IntStream;

/** SHA-256's constants from their definition (FIPS 180-4 §4.2.2, §5.3.3). */
final class RoundConstants {

    /** 32 bits after the point of the cube roots of the first 64 primes. */
    static final int[] K = primes(64).map(prime -> rootFraction(prime, 3)).toArray();

    /** 32 bits after the point of the square roots of the first 8 primes. */
    static final int[] INITIAL = primes(8).map(prime -> rootFraction(prime, 2)).toArray();

    private RoundConstants() {}

    static int smallSigma0(int x) {
        return rotr(x, 7) ^ rotr(x, 18) ^ x >>> 3;
    }

    static int smallSigma1(int x) {
        return rotr(x, 17) ^ rotr(x, 19) ^ x >>> 10;
    }

    private static int rotr(int x, int bits) {
        return Integer.rotateRight(x, bits);
    }

    private static IntStream primes(int count) {
        return IntStream.iterate(2, n -> n + 1)
                .filter(n -> BigInteger.valueOf(n).isProbablePrime(20))
                .limit(count);
    }

    /** floor(root · 2^32) mod 2^32, exactly. */
    private static int rootFraction(int number, int degree) {
        BigInteger scaled = BigInteger.valueOf(number).shiftLeft(32 * degree);
        long root = (long) Math.floor(Math.pow(number, 1.0 / degree) * 0x1p32);
        while (BigInteger.valueOf(root).pow(degree).compareTo(scaled) > 0) {
            root--;
        }
        while (BigInteger.valueOf(root + 1).pow(degree).compareTo(scaled) <= 0) {
            root++;
        }
        return (int) root;
    }
}
