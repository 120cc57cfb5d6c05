package io.mos.core.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A coinbase made here, complete but for its extranonce: what solo work and an own pool hand out.
 * Its script is the height (BIP34), the extranonce and the user's tag, each a push, so that no byte
 * of them counts as a signature operation.
 */
public final class CoinbaseTemplate {
    /** What Stratum V2 can carry as an extranonce (B0_32), ample for V1. */
    public static final int MAX_EXTRANONCE_BYTES = 32;

    /** Pushes up to this size are a single length byte before the data. */
    private static final int MAX_PUSH_BYTES = 75;

    private static final int MAX_HEIGHT_PUSH_BYTES = 1 + Integer.BYTES;

    /** Version 2 is what nodes give their own coinbases; any is valid. */
    private static final int VERSION = 2;

    private static final int FINAL_SEQUENCE = 0xffff_ffff;

    private final CoinbaseTransaction blank;
    private final int extranonceOffset;
    private final int extranonceBytes;

    private CoinbaseTemplate(CoinbaseTransaction blank, int extranonceOffset, int extranonceBytes) {
        this.blank = blank;
        this.extranonceOffset = extranonceOffset;
        this.extranonceBytes = extranonceBytes;
    }

    /**
     * Starts a coinbase for a block of this height with room for an extranonce.
     *
     * @throws MalformedChainDataException on a negative height
     * @throws IllegalArgumentException unless 1 <= extranonceBytes <= {@link #MAX_EXTRANONCE_BYTES}
     */
    public static Builder builder(int height, int extranonceBytes) {
        return new Builder(height, extranonceBytes);
    }

    /** The longest tag that leaves room for any height and the extranonce. */
    public static int maxTagBytes(int extranonceBytes) {
        int others = MAX_HEIGHT_PUSH_BYTES + 1 + extranonceBytes;
        return Math.min(MAX_PUSH_BYTES, CoinbaseTransaction.MAX_SCRIPT_BYTES - others - 1);
    }

    public int extranonceBytes() {
        return extranonceBytes;
    }

    /** The stripped form before the extranonce: Stratum's first coinbase part. */
    public ByteString prefix() {
        return blank.stripped().slice(0, extranonceStart());
    }

    /** The stripped form after the extranonce: Stratum's second coinbase part. */
    public ByteString suffix() {
        ByteString stripped = blank.stripped();
        return stripped.slice(extranonceStart() + extranonceBytes, stripped.sizeBytes());
    }

    /**
     * The finished transaction, whose {@link CoinbaseTransaction#full} form goes into the block.
     *
     * @throws IllegalArgumentException when the extranonce has another size
     */
    public CoinbaseTransaction with(Extranonce extranonce) {
        if (extranonce.sizeBytes() != extranonceBytes) {
            throw new IllegalArgumentException(
                    "extranonce of %d bytes for %d"
                            .formatted(extranonce.sizeBytes(), extranonceBytes));
        }
        ByteString script = blank.script();
        return blank.withScript(
                ByteString.concat(
                        script.slice(0, extranonceOffset),
                        extranonce.bytes(),
                        script.slice(extranonceOffset + extranonceBytes, script.sizeBytes())));
    }

    private int extranonceStart() {
        return blank.scriptOffset() + extranonceOffset;
    }

    /** Owner: the thread that made it. */
    public static final class Builder {
        private final ByteString heightPush;
        private final int extranonceBytes;
        private final List<TransactionOutput> outputs = new ArrayList<>();
        private ByteString tag = ByteString.EMPTY;
        private ByteString witnessReservedValue = ByteString.EMPTY;

        private Builder(int height, int extranonceBytes) {
            if (extranonceBytes < 1 || extranonceBytes > MAX_EXTRANONCE_BYTES) {
                throw new IllegalArgumentException("extranonce of " + extranonceBytes + " bytes");
            }
            this.heightPush = HeightPush.of(height);
            this.extranonceBytes = extranonceBytes;
        }

        /**
         * Text for whoever reads the chain, in UTF-8.
         *
         * @throws IllegalArgumentException when longer than {@link #maxTagBytes}
         */
        public Builder tag(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int limit = maxTagBytes(extranonceBytes);
            if (bytes.length > limit) {
                throw new IllegalArgumentException(
                        "coinbase tag of %d bytes; there is room for %d"
                                .formatted(bytes.length, limit));
            }
            tag = ByteString.of(bytes);
            return this;
        }

        public Builder pay(ByteString script, long satoshis) {
            outputs.add(new TransactionOutput(satoshis, script));
            return this;
        }

        /**
         * Adds the output that a node's {@code default_witness_commitment} asks for, and the
         * witness it needs in the full form.
         *
         * @throws MalformedChainDataException when the script is no such commitment
         */
        public Builder witnessCommitment(ByteString script) {
            if (!WitnessCommitment.isIn(script)) {
                throw new MalformedChainDataException(
                        "not a witness commitment: " + ByteString.excerpt(script.hex()));
            }
            outputs.add(new TransactionOutput(0, script));
            witnessReservedValue = WitnessCommitment.RESERVED_VALUE;
            return this;
        }

        /**
         * @throws IllegalStateException when nobody is paid
         */
        public CoinbaseTemplate build() {
            if (outputs.isEmpty()) {
                throw new IllegalStateException("a coinbase needs an output");
            }
            ByteString extranonce = push(ByteString.of(new byte[extranonceBytes]));
            ByteString tagPush = tag.isEmpty() ? ByteString.EMPTY : push(tag);
            ByteString script = ByteString.concat(heightPush, extranonce, tagPush);
            CoinbaseTransaction blank =
                    new CoinbaseTransaction(
                            VERSION, script, FINAL_SEQUENCE, outputs, witnessReservedValue, 0);
            return new CoinbaseTemplate(blank, heightPush.sizeBytes() + 1, extranonceBytes);
        }

        private static ByteString push(ByteString data) {
            return ByteString.concat(ByteString.of((byte) data.sizeBytes()), data);
        }
    }
}
