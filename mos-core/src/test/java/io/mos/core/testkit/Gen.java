package io.mos.core.testkit;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Seeded source of arbitrary values for property tests. Values lean to the ends of their ranges,
 * where the faults are. Owner: one test thread.
 */
public final class Gen {
    /** Replays the one run that failed. */
    private static final String SEED_PROPERTY = "mos.seed";

    private final SplittableRandom random;

    private Gen(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** For a test that wants the same values every time. */
    public static Gen ofSeed(long seed) {
        return new Gen(seed);
    }

    /**
     * Runs the property with a fresh generator each time. A run that throws prints its seed, and
     * {@code -Dmos.seed=<seed>} repeats that run alone.
     */
    public static void forAll(int runs, Consumer<Gen> property) {
        String replayed = System.getProperty(SEED_PROPERTY, "");
        if (!replayed.isEmpty()) {
            check(Long.parseLong(replayed), property);
            return;
        }
        SplittableRandom seeds = new SplittableRandom(new SecureRandom().nextLong());
        for (int run = 0; run < runs; run++) {
            check(seeds.nextLong(), property);
        }
    }

    private static void check(long seed, Consumer<Gen> property) {
        boolean holds = false;
        try {
            property.accept(new Gen(seed));
            holds = true;
        } finally {
            if (!holds) {
                System.err.println("Property failed; replay with -D" + SEED_PROPERTY + "=" + seed);
            }
        }
    }

    /** From {@code min} to {@code max}, both inclusive. */
    public int intBetween(int min, int max) {
        return (int) longBetween(min, max);
    }

    /** From {@code min} to {@code max}, both inclusive. */
    public long longBetween(long min, long max) {
        return switch (random.nextInt(16)) {
            case 0 -> min;
            case 1 -> max;
            default ->
                    max == Long.MAX_VALUE
                            ? random.nextLong(min - 1, max) + 1
                            : random.nextLong(min, max + 1);
        };
    }

    /** Any of the 2^32 values; often none, one, all or the upper ones set. */
    public int anyInt() {
        return (int) anyLong();
    }

    /** Any of the 2^64 values; often none, one, all or the upper ones set. */
    public long anyLong() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1L << random.nextInt(Long.SIZE);
            case 3 -> -1L << random.nextInt(Long.SIZE);
            default -> random.nextLong();
        };
    }

    public boolean anyBoolean() {
        return random.nextBoolean();
    }

    /** From {@code min} to {@code max}, every power of ten as likely as another; both positive. */
    public double doubleAcrossMagnitudes(double min, double max) {
        double exponent = Math.log(min) + random.nextDouble() * (Math.log(max) - Math.log(min));
        return Math.clamp(Math.exp(exponent), min, max);
    }

    public byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Of any size up to {@code maxSize}. */
    public byte[] bytesUpTo(int maxSize) {
        return bytes(intBetween(0, maxSize));
    }

    /** Of any length up to {@code maxChars}, from the characters given. */
    public String text(int maxChars, String alphabet) {
        int length = intBetween(0, maxChars);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Of any size up to {@code maxSize}. */
    public <T> List<T> list(int maxSize, Function<Gen, T> element) {
        int size = intBetween(0, maxSize);
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(element.apply(this));
        }
        return list;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
