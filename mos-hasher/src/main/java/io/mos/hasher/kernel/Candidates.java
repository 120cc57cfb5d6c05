package io.mos.hasher.kernel;

/**
 * A caller's buffer for places where a kernel saw few enough leading zeros to be worth a real hash.
 * Owner: the thread that scans.
 */
public final class Candidates {

    /** Room for one step of the widest kernel: 16 lanes of 4 headers. */
    public static final int MIN_CAPACITY = 64;

    private final int[] headerIndexes;
    private final int[] nonceWords;
    private int size;

    /**
     * @throws IllegalArgumentException below {@link #MIN_CAPACITY}
     */
    public Candidates(int capacity) {
        if (capacity < MIN_CAPACITY) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        headerIndexes = new int[capacity];
        nonceWords = new int[capacity];
    }

    public int size() {
        return size;
    }

    /** Which header of the job. */
    public int headerIndex(int at) {
        return headerIndexes[at];
    }

    /** The nonce as a number, as {@code BlockHeader} keeps it. */
    public int nonce(int at) {
        return Integer.reverseBytes(nonceWords[at]);
    }

    public void clear() {
        size = 0;
    }

    int nonceWord(int at) {
        return nonceWords[at];
    }

    /** Whether this many more might not fit. */
    boolean isFullFor(int more) {
        return size + more > nonceWords.length;
    }

    int free() {
        return nonceWords.length - size;
    }

    /**
     * Bit i stands for the nonce word {@code firstWord + i}; those from {@code valid} on do not
     * count.
     */
    void addLanes(int headerIndex, int firstWord, int lanes, int valid) {
        for (int left = lanes; left != 0; left &= left - 1) {
            int lane = Integer.numberOfTrailingZeros(left);
            if (lane < valid) {
                add(headerIndex, firstWord + lane);
            }
        }
    }

    void add(int headerIndex, int nonceWord) {
        headerIndexes[size] = headerIndex;
        nonceWords[size] = nonceWord;
        size++;
    }
}
