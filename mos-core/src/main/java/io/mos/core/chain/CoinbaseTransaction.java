package io.mos.core.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A block's first transaction, which has one input that spends nothing. Its hash covers the
 * stripped form; a block carries the full form, which adds the witness of BIP141.
 *
 * <pre>
 * part                 | size      | order
 * version              | 4         | little-endian
 * marker, flag         | 00 01     | full form only
 * input count          | 01        |
 * previous output      | 32 + 4    | zeros, then ffffffff
 * script size, script  | 1 + 2..100|
 * sequence             | 4         | little-endian
 * outputs              | count, then each: 8 little-endian satoshis, script size, script
 * witness              | 01 20, 32 | full form only
 * lock time            | 4         | little-endian
 * </pre>
 *
 * @param witnessReservedValue 32 bytes, or empty when the transaction carries no witness
 */
public record CoinbaseTransaction(
        int version,
        ByteString script,
        int sequence,
        List<TransactionOutput> outputs,
        ByteString witnessReservedValue,
        int lockTime) {
    /** Consensus: "bad-cb-length". */
    public static final int MIN_SCRIPT_BYTES = 2;

    public static final int MAX_SCRIPT_BYTES = 100;

    /** A block of 4,000,000 weight units cannot hold more stripped bytes. */
    public static final int MAX_BYTES = 1_000_000;

    private static final int NO_OUTPUT_INDEX = 0xffff_ffff;
    private static final int MIN_OUTPUT_BYTES = Long.BYTES + 1;
    private static final byte WITNESS_MARKER = 0;
    private static final byte WITNESS_FLAG = 1;

    /**
     * @throws MalformedChainDataException when the script or witness has a size no block may have
     */
    public CoinbaseTransaction {
        if (script.sizeBytes() < MIN_SCRIPT_BYTES || script.sizeBytes() > MAX_SCRIPT_BYTES) {
            throw new MalformedChainDataException(
                    "a coinbase script has %d to %d bytes, got %d"
                            .formatted(MIN_SCRIPT_BYTES, MAX_SCRIPT_BYTES, script.sizeBytes()));
        }
        int witnessSize = witnessReservedValue.sizeBytes();
        if (witnessSize != 0 && witnessSize != Hash256.SIZE_BYTES) {
            throw new MalformedChainDataException("witness reserved value of " + witnessSize);
        }
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads either form, whole.
     *
     * @throws MalformedChainDataException when it is not a coinbase, ends early or goes on
     */
    public static CoinbaseTransaction parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedChainDataException("a coinbase of " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = need(in, Integer.BYTES).getInt();
        boolean hasWitness = skipWitnessMarker(in);
        checkSpendsNothing(in);
        ByteString script = readSized(in);
        int sequence = need(in, Integer.BYTES).getInt();
        List<TransactionOutput> outputs = readOutputs(in);
        ByteString witness = hasWitness ? readWitness(in) : ByteString.EMPTY;
        int lockTime = need(in, Integer.BYTES).getInt();
        if (in.hasRemaining()) {
            throw new MalformedChainDataException(in.remaining() + " bytes after a coinbase");
        }
        return new CoinbaseTransaction(version, script, sequence, outputs, witness, lockTime);
    }

    /** What is hashed: no witness. */
    public ByteString stripped() {
        return serialise(false);
    }

    /** What a block carries; the same as stripped when there is no witness. */
    public ByteString full() {
        return serialise(!witnessReservedValue.isEmpty());
    }

    public Hash256 txid() {
        return Sha256d.of(stripped());
    }

    /** The block's height (BIP34); empty when the script does not start with one. */
    public OptionalInt height() {
        return HeightPush.read(script);
    }

    /** The sum of all outputs to this script. */
    public long satoshisPaidTo(ByteString outputScript) {
        return outputs.stream()
                .filter(output -> output.script().equals(outputScript))
                .mapToLong(TransactionOutput::satoshis)
                .sum();
    }

    CoinbaseTransaction withScript(ByteString newScript) {
        return new CoinbaseTransaction(
                version, newScript, sequence, outputs, witnessReservedValue, lockTime);
    }

    /** Where the script's first byte stands in the stripped form. */
    int scriptOffset() {
        return Integer.BYTES + 1 + Hash256.SIZE_BYTES + Integer.BYTES + 1;
    }

    private ByteString serialise(boolean withWitness) {
        ByteBuffer out = ByteBuffer.allocate(size(withWitness)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(version);
        if (withWitness) {
            out.put(WITNESS_MARKER).put(WITNESS_FLAG);
        }
        out.put((byte) 1).put(Hash256.ZERO.toBytes()).putInt(NO_OUTPUT_INDEX);
        putSized(out, script).putInt(sequence);
        out.put(CompactSize.encode(outputs.size()));
        for (TransactionOutput output : outputs) {
            putSized(out.putLong(output.satoshis()), output.script());
        }
        if (withWitness) {
            putSized(out.put((byte) 1), witnessReservedValue);
        }
        return ByteString.of(out.putInt(lockTime).array());
    }

    private int size(boolean withWitness) {
        int size = scriptOffset() + script.sizeBytes() + 2 * Integer.BYTES;
        size += CompactSize.sizeOf(outputs.size());
        for (TransactionOutput output : outputs) {
            int scriptSize = output.script().sizeBytes();
            size += Long.BYTES + CompactSize.sizeOf(scriptSize) + scriptSize;
        }
        return withWitness ? size + 2 + 2 + Hash256.SIZE_BYTES : size;
    }

    private static ByteBuffer putSized(ByteBuffer out, ByteString bytes) {
        return out.put(CompactSize.encode(bytes.sizeBytes())).put(bytes.toBytes());
    }

    private static boolean skipWitnessMarker(ByteBuffer in) {
        need(in, 2);
        if (in.get(in.position()) != WITNESS_MARKER) {
            return false;
        }
        in.get();
        if (in.get() != WITNESS_FLAG) {
            throw new MalformedChainDataException("unknown witness flag in a coinbase");
        }
        return true;
    }

    private static void checkSpendsNothing(ByteBuffer in) {
        boolean hasOneInput = CompactSize.read(in, 1) == 1;
        byte[] previous = new byte[Hash256.SIZE_BYTES];
        need(in, previous.length + Integer.BYTES).get(previous);
        boolean hasNoPrevious = Hash256.of(previous).equals(Hash256.ZERO);
        if (!hasOneInput || !hasNoPrevious || in.getInt() != NO_OUTPUT_INDEX) {
            throw new MalformedChainDataException("not a coinbase: it spends an output");
        }
    }

    private static List<TransactionOutput> readOutputs(ByteBuffer in) {
        int count = (int) CompactSize.read(in, in.remaining() / MIN_OUTPUT_BYTES);
        List<TransactionOutput> outputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long satoshis = need(in, Long.BYTES).getLong();
            outputs.add(new TransactionOutput(satoshis, readSized(in)));
        }
        return outputs;
    }

    private static ByteString readWitness(ByteBuffer in) {
        boolean hasOneItem = CompactSize.read(in, 1) == 1;
        ByteString item = readSized(in);
        if (!hasOneItem || item.sizeBytes() != Hash256.SIZE_BYTES) {
            throw new MalformedChainDataException("a coinbase witness is one item of 32 bytes");
        }
        return item;
    }

    private static ByteString readSized(ByteBuffer in) {
        byte[] bytes = new byte[(int) CompactSize.read(in, in.remaining())];
        need(in, bytes.length).get(bytes);
        return ByteString.of(bytes);
    }

    private static ByteBuffer need(ByteBuffer in, int size) {
        if (in.remaining() < size) {
            throw new MalformedChainDataException("a coinbase ends early");
        }
        return in;
    }
}
