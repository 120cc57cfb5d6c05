package io.mos.core.chain;

/**
 * How many times harder than target {@link Target#DIFFICULTY_1} a share or block is. Fractions are
 * real: pools hand out 0.001 to small devices. It is a decimal number as pools write it, held in
 * the double nearest to it, whose shortest decimal form gives it back. The upper bound is the
 * difficulty of target 1, above which no target exists; there is no lower bound but zero, since an
 * ever lower difficulty merely means that every hash will do.
 */
public record Difficulty(double value) implements Comparable<Difficulty> {
    /** 0xffff · 2^208, which a double holds exactly. */
    public static final double MAX_VALUE = 0x1.fffep223;

    /** Longest decimal text accepted; a double needs 24 characters at most. */
    private static final int MAX_TEXT_CHARS = 64;

    /** Expected hashes at difficulty 1: 2^256 / (0xffff · 2^208). */
    private static final double HASHES_PER_DIFFICULTY = 0x1p48 / 0xffff;

    /**
     * @throws MalformedChainDataException unless 0 < value <= {@link #MAX_VALUE}
     */
    public Difficulty {
        if (!(value > 0 && value <= MAX_VALUE)) {
            throw new MalformedChainDataException("difficulty out of range: " + value);
        }
    }

    public static Difficulty of(double value) {
        return new Difficulty(value);
    }

    /**
     * Reads a decimal number, with or without an exponent.
     *
     * @throws MalformedChainDataException on anything else, or when out of range
     */
    public static Difficulty parse(String text) {
        if (text.length() > MAX_TEXT_CHARS || !text.chars().allMatch(Difficulty::isDecimal)) {
            throw new MalformedChainDataException("not a difficulty: " + ByteString.excerpt(text));
        }
        try {
            return new Difficulty(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new MalformedChainDataException("not a difficulty: " + text);
        }
    }

    public Target target() {
        return Target.ofDifficulty(this);
    }

    /** How many hashes a share of this difficulty takes on average. */
    public double expectedHashes() {
        return value * HASHES_PER_DIFFICULTY;
    }

    @Override
    public int compareTo(Difficulty other) {
        return Double.compare(value, other.value);
    }

    /** Keeps out what parseDouble would take beyond decimals: NaN, hex floats, type suffixes. */
    private static boolean isDecimal(int character) {
        return (character >= '0' && character <= '9') || ".eE+-".indexOf(character) >= 0;
    }
}
