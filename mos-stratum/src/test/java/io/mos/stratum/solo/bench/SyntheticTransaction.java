package io.mos.stratum.solo.bench;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.CompactSize;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Sha256d;
import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/**
 * A transaction with the lengths of real ones and random keys, signatures and coins: a node would
 * refuse it, but whoever reads a template cannot tell.
 *
 * @param shape what it looks like; all of a shape but inscriptions weigh the same
 * @param data as a block carries it, with its witness
 * @param txid of the form without witness
 * @param witnessId of the whole
 * @param weight in weight units (BIP141)
 */
public record SyntheticTransaction(
        Shape shape, ByteString data, Hash256 txid, Hash256 witnessId, int weight) {

    /** What a wallet's inputs and outputs look like. */
    public enum Shape {
        /** BIP84 wallets: a payment and its change. */
        P2WPKH(1, 2),
        P2WPKH_TWO_COINS(2, 2),
        /** BIP86 wallets. */
        P2TR(1, 2),
        /** Old wallets: no witness. */
        P2PKH(1, 2),
        /** An exchange that pays many at once. */
        BATCH(1, 14),
        /** Somebody's picture in the witness. */
        INSCRIPTION(1, 1);

        private final int inputs;
        private final int outputs;

        Shape(int inputs, int outputs) {
            this.inputs = inputs;
            this.outputs = outputs;
        }

        private boolean hasWitness() {
            return this != P2PKH;
        }
    }

    private static final int SIGNATURE_BYTES = 72;
    private static final int SCHNORR_BYTES = 64;
    private static final int PUBLIC_KEY_BYTES = 33;

    /** Signature, script and control block around an inscription's bytes, and the transaction. */
    static final int INSCRIPTION_OVERHEAD_UNITS = 600;

    private static final int BASE_WEIGHT = 4;

    /**
     * @param inscriptionBytes for {@link Shape#INSCRIPTION}
     */
    static SyntheticTransaction of(Shape shape, SplittableRandom random, int inscriptionBytes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(CompactSize.encode(shape.inputs));
        for (int i = 0; i < shape.inputs; i++) {
            writeInput(body, shape, random);
        }
        body.writeBytes(CompactSize.encode(shape.outputs));
        for (int i = 0; i < shape.outputs; i++) {
            writeOutput(body, shape, random);
        }
        ByteArrayOutputStream witness = new ByteArrayOutputStream();
        for (int i = 0; i < shape.inputs && shape.hasWitness(); i++) {
            writeWitness(witness, shape, random, inscriptionBytes);
        }
        return assembled(shape, body.toByteArray(), witness.toByteArray());
    }

    private static SyntheticTransaction assembled(Shape shape, byte[] body, byte[] witness) {
        byte[] version = {2, 0, 0, 0};
        byte[] lockTime = {0, 0, 0, 0};
        byte[] marker = witness.length == 0 ? new byte[0] : new byte[] {0, 1};
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : new byte[][] {version, marker, body, witness, lockTime}) {
            whole.writeBytes(part);
        }
        byte[] data = whole.toByteArray();
        int strippedBytes = version.length + body.length + lockTime.length;
        return new SyntheticTransaction(
                shape,
                ByteString.of(data),
                Sha256d.of(version, body, lockTime),
                Sha256d.of(data),
                (BASE_WEIGHT - 1) * strippedBytes + data.length);
    }

    private static void writeInput(
            ByteArrayOutputStream out, Shape shape, SplittableRandom random) {
        out.writeBytes(bytes(random, Hash256.SIZE_BYTES));
        out.writeBytes(new byte[] {(byte) random.nextInt(4), 0, 0, 0});
        if (shape.hasWitness()) {
            out.write(0);
        } else {
            out.write(1 + SIGNATURE_BYTES + 1 + PUBLIC_KEY_BYTES);
            writeSized(out, bytes(random, SIGNATURE_BYTES));
            writeSized(out, bytes(random, PUBLIC_KEY_BYTES));
        }
        out.writeBytes(new byte[] {(byte) 0xfd, (byte) 0xff, (byte) 0xff, (byte) 0xff});
    }

    private static void writeOutput(
            ByteArrayOutputStream out, Shape shape, SplittableRandom random) {
        out.writeBytes(bytes(random, 5));
        out.writeBytes(new byte[3]);
        switch (shape) {
            case P2WPKH, P2WPKH_TWO_COINS, BATCH -> {
                out.writeBytes(new byte[] {22, 0, 20});
                out.writeBytes(bytes(random, 20));
            }
            case P2TR, INSCRIPTION -> {
                out.writeBytes(new byte[] {34, 0x51, 32});
                out.writeBytes(bytes(random, 32));
            }
            case P2PKH -> {
                out.writeBytes(new byte[] {25, 0x76, (byte) 0xa9, 20});
                out.writeBytes(bytes(random, 20));
                out.writeBytes(new byte[] {(byte) 0x88, (byte) 0xac});
            }
        }
    }

    private static void writeWitness(
            ByteArrayOutputStream out, Shape shape, SplittableRandom random, int inscriptionBytes) {
        switch (shape) {
            case P2WPKH, P2WPKH_TWO_COINS, BATCH -> {
                out.write(2);
                writeSized(out, bytes(random, SIGNATURE_BYTES));
                writeSized(out, bytes(random, PUBLIC_KEY_BYTES));
            }
            case P2TR -> {
                out.write(1);
                writeSized(out, bytes(random, SCHNORR_BYTES));
            }
            case INSCRIPTION -> {
                out.write(3);
                writeSized(out, bytes(random, SCHNORR_BYTES));
                writeSized(out, bytes(random, inscriptionBytes));
                writeSized(out, bytes(random, PUBLIC_KEY_BYTES));
            }
            case P2PKH -> throw new IllegalArgumentException("no witness in " + shape);
        }
    }

    private static void writeSized(ByteArrayOutputStream out, byte[] bytes) {
        out.writeBytes(CompactSize.encode(bytes.length));
        out.writeBytes(bytes);
    }

    private static byte[] bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
