package io.mos.core.chain;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The text of segwit addresses: a prefix, {@code 1}, then characters of five bits each, the first
 * being the witness version and the last six a checksum. Version 0 uses the checksum of BIP173
 * ("bech32"), all others that of BIP350 ("bech32m").
 */
final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final char SEPARATOR = '1';
    private static final int BITS = 5;
    private static final int SYMBOLS = 1 << BITS;
    private static final int CHECKSUM_SYMBOLS = 6;

    /** BIP173 and BIP350: what the checksum's polynomial leaves of a correct text. */
    private static final int BECH32 = 1;

    private static final int BECH32M = 0x2bc8_30a3;

    /** BIP173: the generator, once per bit that leaves the 30-bit remainder. */
    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };

    private Bech32() {}

    /**
     * The prefix of an address in lower case; whether a network has it is the caller's question.
     */
    static String prefix(String text) {
        int separator = text.lastIndexOf(SEPARATOR);
        if (separator < 1) {
            throw new AddressException(
                    "not a Bitcoin address: those start with 1, 3, m, n, 2, bc1, tb1 or bcrt1");
        }
        return text.substring(0, separator).toLowerCase(Locale.ROOT);
    }

    /** Reads the program behind the prefix. The caller has bounded the text. */
    static WitnessProgram decode(String text) {
        checkCase(text);
        String prefix = prefix(text);
        int[] symbols = symbols(text.toLowerCase(Locale.ROOT), prefix.length() + 1);
        if (symbols.length < 1 + CHECKSUM_SYMBOLS) {
            throw new AddressException("wrong length: too short for a checksum");
        }
        checkChecksum(prefix, symbols);
        return new WitnessProgram(symbols[0], program(symbols));
    }

    static String encode(String prefix, WitnessProgram witness) {
        int programSymbols = (witness.program().sizeBytes() * Byte.SIZE + BITS - 1) / BITS;
        int[] symbols = new int[1 + programSymbols + CHECKSUM_SYMBOLS];
        symbols[0] = witness.version();
        for (int bit = 0; bit < witness.program().sizeBytes() * Byte.SIZE; bit++) {
            int value = witness.program().unsignedAt(bit / Byte.SIZE) >>> (7 - bit % Byte.SIZE) & 1;
            symbols[1 + bit / BITS] |= value << (BITS - 1 - bit % BITS);
        }
        int checksum = remainder(prefix, symbols) ^ constant(witness.version());
        StringBuilder text = new StringBuilder(prefix).append(SEPARATOR);
        for (int i = 0; i < symbols.length; i++) {
            int fromEnd = symbols.length - 1 - i;
            int symbol =
                    fromEnd < CHECKSUM_SYMBOLS
                            ? checksum >>> (BITS * fromEnd) & (SYMBOLS - 1)
                            : symbols[i];
            text.append(ALPHABET.charAt(symbol));
        }
        return text.toString();
    }

    private static void checkCase(String text) {
        if (!text.equals(text.toLowerCase(Locale.ROOT))
                && !text.equals(text.toUpperCase(Locale.ROOT))) {
            throw new AddressException("mixed case: write it all in lower or all in upper case");
        }
    }

    private static int[] symbols(String text, int from) {
        int[] symbols = new int[text.length() - from];
        for (int i = from; i < text.length(); i++) {
            symbols[i - from] = ALPHABET.indexOf(text.charAt(i));
            if (symbols[i - from] < 0) {
                throw new AddressException(
                        "'%c' at position %d is not used in addresses"
                                .formatted(text.charAt(i), i + 1));
            }
        }
        return symbols;
    }

    private static void checkChecksum(String prefix, int[] symbols) {
        int remainder = remainder(prefix, symbols);
        if (remainder == constant(symbols[0])) {
            return;
        }
        if (remainder == BECH32 || remainder == BECH32M) {
            throw new AddressException(
                    "wrong encoding: witness version %d goes with %s, not %s"
                            .formatted(
                                    symbols[0],
                                    symbols[0] == 0 ? "bech32" : "bech32m",
                                    symbols[0] == 0 ? "bech32m" : "bech32"));
        }
        OptionalInt suspect = singleError(prefix, symbols);
        throw new AddressException(
                suspect.isPresent()
                        ? "bad checksum: look at position "
                                + (prefix.length() + 2 + suspect.getAsInt())
                        : "bad checksum: more than one character is wrong");
    }

    /**
     * Where one other character would make the checksum right. BIP173 asks not to say which, since
     * a person might take the correction for the truth.
     */
    private static OptionalInt singleError(String prefix, int[] symbols) {
        int[] changed = symbols.clone();
        for (int i = 0; i < symbols.length; i++) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                changed[i] = symbol;
                if (remainder(prefix, changed) == constant(changed[0])) {
                    return OptionalInt.of(i);
                }
            }
            changed[i] = symbols[i];
        }
        return OptionalInt.empty();
    }

    private static int constant(int version) {
        return version == 0 ? BECH32 : BECH32M;
    }

    /** BIP173: the prefix counts as its high bits, a zero, its low bits; then the symbols. */
    private static int remainder(String prefix, int[] symbols) {
        int remainder = 1;
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) >>> BITS);
        }
        remainder = step(remainder, 0);
        for (int i = 0; i < prefix.length(); i++) {
            remainder = step(remainder, prefix.charAt(i) & (SYMBOLS - 1));
        }
        for (int symbol : symbols) {
            remainder = step(remainder, symbol);
        }
        return remainder;
    }

    private static int step(int remainder, int symbol) {
        int top = remainder >>> 25;
        int next = (remainder & 0x1ff_ffff) << BITS ^ symbol;
        for (int bit = 0; bit < GENERATOR.length; bit++) {
            next ^= (top >>> bit & 1) == 1 ? GENERATOR[bit] : 0;
        }
        return next;
    }

    /** Five bits to eight; what is left over must be less than a symbol and zero (BIP173). */
    private static ByteString program(int[] symbols) {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        int pending = 0;
        int pendingBits = 0;
        for (int i = 1; i < symbols.length - CHECKSUM_SYMBOLS; i++) {
            pending = pending << BITS | symbols[i];
            pendingBits += BITS;
            if (pendingBits >= Byte.SIZE) {
                pendingBits -= Byte.SIZE;
                program.write(pending >>> pendingBits);
                pending &= (1 << pendingBits) - 1;
            }
        }
        if (pendingBits >= BITS || pending != 0) {
            throw new AddressException("wrong length: bits are left over at the end");
        }
        return ByteString.of(program.toByteArray());
    }
}
