package io.mos.drivers.bm13xx.frame;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Work for a chain. The length byte is what the sender likes it to be: programs in the field write
 * 56, 36 or FF before the same 88 bytes, so a receiver goes by the chip and keeps the byte only to
 * give it back.
 */
public sealed interface ChipJob extends HostFrame {
    int START_BYTES = 6;

    /** The byte by which the chip's nonces will name this job. */
    int jobHeader();

    /**
     * A whole header, whose version the chip rolls by itself.
     *
     * <pre>
     * offset | size | field      | order
     *      0 |    2 | preamble   | 55 AA
     *      2 |    1 | header     | 21
     *      3 |    1 | length     | 56
     *      4 |    1 | job header |
     *      5 |    1 | midstates  | 1
     *      6 |    4 | nonce      | little-endian
     *     10 |    4 | nBits      | little-endian
     *     14 |    4 | nTime      | little-endian
     *     18 |   32 | merkleRoot | internal, words in reverse
     *     50 |   32 | prevHash   | internal, words in reverse
     *     82 |    4 | version    | little-endian
     *     86 |    2 | CRC16      | big-endian, over header to version
     * </pre>
     *
     * @param header with the nonce the search begins at
     */
    record Full(int jobHeader, int lengthField, int midstatesField, BlockHeader header)
            implements ChipJob {
        public static final int SIZE_BYTES = 88;

        public Full {
            Wire.checkByte("job header", jobHeader);
            Wire.checkByte("length", lengthField);
            Wire.checkByte("midstates", midstatesField);
        }

        /** As our own hosts send it: the true length, one midstate. */
        public static Full of(int jobHeader, BlockHeader header) {
            return new Full(jobHeader, SIZE_BYTES - Wire.PREAMBLE_BYTES, 1, header);
        }
    }

    /**
     * One or four midstates, each of the same header with another version.
     *
     * <pre>
     * offset | size | field      | order
     *      0 |    6 | as above   | length 36 or 96
     *      6 |    4 | nonce      | little-endian
     *     10 |    4 | nBits      | little-endian
     *     14 |    4 | nTime      | little-endian
     *     18 |    4 | merkleTail | header order
     *     22 | 32·n | midstates  | words in reverse
     *   last |    2 | CRC16      | big-endian
     * </pre>
     */
    record Midstates(int jobHeader, int lengthField, JobTail tail, List<Midstate> midstates)
            implements ChipJob {
        static final int FEW = 1;
        static final int MANY = 4;

        public Midstates {
            Wire.checkByte("job header", jobHeader);
            Wire.checkByte("length", lengthField);
            midstates = List.copyOf(midstates);
            if (midstates.size() != FEW && midstates.size() != MANY) {
                throw new IllegalArgumentException(midstates.size() + " midstates");
            }
        }

        /** As our own hosts send it: the bytes from the job header to the last midstate. */
        public static Midstates of(int jobHeader, JobTail tail, List<Midstate> midstates) {
            int length = sizeBytes(midstates.size()) - Wire.PREAMBLE_BYTES;
            return new Midstates(jobHeader, length, tail, midstates);
        }

        /** The hash a chip computes for this nonce over one of the midstates. */
        public Hash256 hash(int midstate, int nonce) {
            return midstates.get(midstate).hash(tail, nonce);
        }

        static int sizeBytes(int count) {
            return START_BYTES
                    + JobTail.SIZE_BYTES
                    + count * Midstate.SIZE_BYTES
                    + Crc16.SIZE_BYTES;
        }
    }

    @Override
    default byte[] toBytes() {
        return switch (this) {
            case Full full -> bytesOf(full);
            case Midstates midstates -> bytesOf(midstates);
        };
    }

    /** Reads a frame that {@link HostFraming} has found whole. */
    static ChipJob read(JobFormat format, byte[] bytes, int at) {
        return switch (format) {
            case FULL -> readFull(bytes, at);
            case MIDSTATE -> readMidstates(bytes, at);
        };
    }

    private static byte[] bytesOf(Full job) {
        byte[] frame = start(Full.SIZE_BYTES, job, job.lengthField(), job.midstatesField());
        BlockHeader header = job.header();
        ByteBuffer.wrap(frame)
                .position(START_BYTES)
                .putInt(Integer.reverseBytes(header.nonce()))
                .putInt(Integer.reverseBytes(header.nBits()))
                .putInt(Integer.reverseBytes(header.nTime()))
                .put(WordOrder.reversed(header.merkleRoot().toBytes(), 0))
                .put(WordOrder.reversed(header.prevHash().toBytes(), 0))
                .putInt(Integer.reverseBytes(header.version()));
        return sealed(frame);
    }

    private static byte[] bytesOf(Midstates job) {
        int count = job.midstates().size();
        byte[] frame = start(Midstates.sizeBytes(count), job, job.lengthField(), count);
        ByteBuffer body = ByteBuffer.wrap(frame).position(START_BYTES);
        job.tail().putTo(body);
        job.midstates().forEach(midstate -> midstate.putTo(body));
        return sealed(frame);
    }

    private static byte[] start(int sizeBytes, ChipJob job, int length, int midstates) {
        byte[] frame = Wire.frame(sizeBytes, Wire.HOST_PREAMBLE);
        frame[2] = (byte) Header.JOB;
        frame[3] = (byte) length;
        frame[4] = (byte) job.jobHeader();
        frame[5] = (byte) midstates;
        return frame;
    }

    private static byte[] sealed(byte[] frame) {
        int end = frame.length - Crc16.SIZE_BYTES;
        int crc = Crc16.of(frame, Wire.PREAMBLE_BYTES, end);
        ByteBuffer.wrap(frame).putShort(end, (short) crc);
        return frame;
    }

    private static Full readFull(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        BlockHeader header =
                new BlockHeader(
                        Integer.reverseBytes(in.getInt(at + 82)),
                        Hash256.of(WordOrder.reversed(bytes, at + 50)),
                        Hash256.of(WordOrder.reversed(bytes, at + 18)),
                        Integer.reverseBytes(in.getInt(at + 14)),
                        Integer.reverseBytes(in.getInt(at + 10)),
                        Integer.reverseBytes(in.getInt(at + 6)));
        return new Full(
                Wire.unsigned(bytes, at + 4),
                Wire.unsigned(bytes, at + 3),
                Wire.unsigned(bytes, at + 5),
                header);
    }

    private static Midstates readMidstates(byte[] bytes, int at) {
        int count = Wire.unsigned(bytes, at + 5);
        List<Midstate> midstates = new ArrayList<>(count);
        int first = at + START_BYTES + JobTail.SIZE_BYTES;
        for (int i = 0; i < count; i++) {
            midstates.add(Midstate.read(bytes, first + i * Midstate.SIZE_BYTES));
        }
        return new Midstates(
                Wire.unsigned(bytes, at + 4),
                Wire.unsigned(bytes, at + 3),
                JobTail.read(bytes, at + START_BYTES),
                midstates);
    }
}
