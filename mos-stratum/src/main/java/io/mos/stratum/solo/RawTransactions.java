package io.mos.stratum.solo;

import java.util.ArrayList;
import java.util.List;

/**
 * A template's transactions as they will stand in the block, one after another in pages of raw
 * bytes. Immutable; safe on every thread.
 */
final class RawTransactions {

    /** A block's weight limit (BIP141), at which every byte is witness data and weighs one unit. */
    static final int MAX_BYTES = 4_000_000;

    /** A transaction of 60 bytes without witness, the smallest there is, weighs 240 units. */
    static final int MAX_COUNT = MAX_BYTES / 240;

    private static final int PAGE_BYTES = 64 * 1024;

    private final List<byte[]> pages;
    private final int sizeBytes;
    private final int count;

    private RawTransactions(List<byte[]> pages, int sizeBytes, int count) {
        this.pages = pages;
        this.sizeBytes = sizeBytes;
        this.count = count;
    }

    int count() {
        return count;
    }

    int sizeBytes() {
        return sizeBytes;
    }

    /** Copies {@code length} bytes that begin at {@code position}. */
    void copyTo(int position, byte[] into, int offset, int length) {
        int copied = 0;
        while (copied < length) {
            int at = position + copied;
            int inPage = at % PAGE_BYTES;
            int piece = Math.min(length - copied, PAGE_BYTES - inPage);
            System.arraycopy(pages.get(at / PAGE_BYTES), inPage, into, offset + copied, piece);
            copied += piece;
        }
    }

    /** Takes transactions as hex. Owner: the thread that made it. */
    static final class Builder {
        private final List<byte[]> pages = new ArrayList<>();
        private int sizeBytes;
        private int count;
        private int pendingDigit = -1;

        /**
         * The next characters of a transaction's hex.
         *
         * @throws MalformedAnswerException when they are no hex digits, or above {@link #MAX_BYTES}
         */
        void appendHex(char[] digits, int from, int length) {
            for (int i = from; i < from + length; i++) {
                int digit = Character.digit(digits[i], 16);
                if (digit < 0 || digits[i] > 'f') {
                    throw new MalformedAnswerException("a transaction is not hex");
                }
                if (pendingDigit < 0) {
                    pendingDigit = digit;
                } else {
                    put((byte) (pendingDigit << 4 | digit));
                    pendingDigit = -1;
                }
            }
        }

        /**
         * Ends the transaction whose hex was appended.
         *
         * @throws MalformedAnswerException on half a byte, or above {@link #MAX_COUNT}
         */
        void endTransaction() {
            if (pendingDigit >= 0) {
                throw new MalformedAnswerException("a transaction ends with half a byte");
            }
            if (++count > MAX_COUNT) {
                throw new MalformedAnswerException("more than " + MAX_COUNT + " transactions");
            }
        }

        RawTransactions build() {
            return new RawTransactions(List.copyOf(pages), sizeBytes, count);
        }

        private void put(byte value) {
            if (sizeBytes == MAX_BYTES) {
                throw new MalformedAnswerException("transactions above " + MAX_BYTES + " bytes");
            }
            int inPage = sizeBytes % PAGE_BYTES;
            if (inPage == 0) {
                pages.add(new byte[PAGE_BYTES]);
            }
            pages.getLast()[inPage] = value;
            sizeBytes++;
        }
    }
}
