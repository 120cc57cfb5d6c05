package io.mos.core.chain;

import java.math.BigInteger;
import java.util.Arrays;

/** Base58 with four bytes of SHA-256d at the end: the text of addresses older than segwit. */
final class Base58Check {
    private static final String ALPHABET =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int CHECKSUM_BYTES = 4;

    private Base58Check() {}

    /**
     * The bytes before the checksum, which must be {@code payloadBytes}. The caller has bounded the
     * text.
     */
    static ByteString decode(String text, int payloadBytes) {
        ByteString all = decode(text);
        if (all.sizeBytes() != payloadBytes + CHECKSUM_BYTES) {
            throw new AddressException(
                    "wrong length: %d characters are %d bytes where an address has %d"
                            .formatted(
                                    text.length(), all.sizeBytes(), payloadBytes + CHECKSUM_BYTES));
        }
        ByteString payload = all.slice(0, payloadBytes);
        if (!checksum(payload).equals(all.slice(payloadBytes, all.sizeBytes()))) {
            throw new AddressException("bad checksum: at least one character is wrong");
        }
        return payload;
    }

    static String encode(ByteString payload) {
        byte[] bytes = ByteString.concat(payload, checksum(payload)).toBytes();
        StringBuilder reversed = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] next = rest.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(next[1].intValue()));
            rest = next[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(ALPHABET.charAt(0));
        }
        return reversed.reverse().toString();
    }

    /** Each leading 1 is a zero byte; the other characters are one big number. */
    private static ByteString decode(String text) {
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new AddressException(
                        "'%c' at position %d is not used in addresses"
                                .formatted(text.charAt(i), i + 1));
            }
            zeros += digit == 0 && zeros == i ? 1 : 0;
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] digits = number.toByteArray();
        int sign = digits[0] == 0 ? 1 : 0;
        ByteString significant = ByteString.of(Arrays.copyOfRange(digits, sign, digits.length));
        return ByteString.concat(ByteString.of(new byte[zeros]), significant);
    }

    private static ByteString checksum(ByteString payload) {
        return ByteString.of(Sha256d.of(payload).toBytes()).slice(0, CHECKSUM_BYTES);
    }
}
