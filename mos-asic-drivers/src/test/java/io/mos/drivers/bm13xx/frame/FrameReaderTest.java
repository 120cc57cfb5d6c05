package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.testkit.Gen;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final byte[] CHIP_ID = HexFormat.of().parseHex("aa55137000000000000010");
    private static final byte[] NONCE = HexFormat.of().parseHex("aa554c0352750cd205a29c");

    private final FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.LONG);
    private final List<Answer> read = new ArrayList<>();

    @Test
    @Tag("property")
    void noDamageHidesAnIntactAnswer() {
        Gen.forAll(
                400,
                gen -> {
                    AnswerSize size = gen.pick(List.of(AnswerSize.values()));
                    check(gen, () -> FrameReader.ofAnswers(size), g -> answer(g, size));
                });
    }

    @Test
    @Tag("property")
    void noDamageHidesAnIntactHostFrame() {
        Gen.forAll(
                200,
                gen -> {
                    JobFormat format = gen.pick(List.of(JobFormat.values()));
                    check(gen, () -> FrameReader.ofHostFrames(format), g -> hostFrame(g, format));
                });
    }

    @Test
    @Tag("property")
    void aCleanStreamIsReadAsSent() {
        Gen.forAll(
                200,
                gen -> {
                    List<Answer> sent = gen.list(40, g -> answer(g, AnswerSize.LONG));
                    FrameReader<Answer> fresh = FrameReader.ofAnswers(AnswerSize.LONG);
                    List<Answer> got = new ArrayList<>();
                    byte[] stream = concat(sent.stream().map(Answer::toBytes).toList());
                    feed(gen, fresh, stream, got);
                    assertTrue(isSubsequence(sent, got));
                    assertEquals(0, fresh.counts().badCrc());
                    assertEquals(0, fresh.counts().droppedBytes());
                    assertEquals(got.size(), fresh.counts().frames());
                });
    }

    @Test
    void handsAFrameOnWithItsLastByte() {
        reader.accept(NONCE, 0, NONCE.length - 1, read::add);
        assertEquals(0, read.size());
        reader.accept(NONCE, NONCE.length - 1, 1, read::add);
        assertEquals(1, read.size());
    }

    @Test
    void refusesAndCountsWhatDoesNotCheck() {
        byte[] bad = NONCE.clone();
        bad[5] ^= 0x10;
        accept(bad);
        accept(CHIP_ID);
        assertEquals(1, read.size());
        assertEquals(new FrameCounts(1, 1, bad.length), reader.counts());
    }

    @Test
    void refusesTypesNobodyKnows() {
        byte[] odd = CHIP_ID.clone();
        int last = odd.length - 1;
        odd[last] = (byte) (2 << 5 | Crc5.withType(odd, 2, last, 2));
        accept(odd);
        assertEquals(0, read.size());
        assertEquals(1, reader.counts().badCrc());
    }

    /** The false frame checks, and swallows the head of the true one. */
    @Test
    void findsTheFrameThatAFalseOneOverlaps() {
        byte[] stream = falseFrameBefore(NONCE);
        accept(stream);
        assertEquals(2, read.size());
        assertEquals(HexFormat.of().formatHex(NONCE), hexOf(read.getLast()));
    }

    @Test
    void countsAPreambleInsideAFrameAsNoError() {
        Answer inner = new Answer.Nonce(0x1155_aa22, 3, 0x18, 7, AnswerSize.LONG);
        for (int i = 0; i < 100; i++) {
            accept(inner.toBytes());
        }
        assertEquals(100, read.stream().filter(inner::equals).count());
        assertEquals(0, reader.counts().badCrc());
        assertEquals(0, reader.counts().droppedBytes());
    }

    @Test
    void countsGarbageOnceItCanNoLongerBecomeAFrame() {
        accept(new byte[5_000]);
        assertEquals(new FrameCounts(0, 0, 5_000 - 10), reader.counts());
        accept(NONCE);
        assertEquals(new FrameCounts(1, 0, 5_000), reader.counts());
    }

    @Test
    void readsLongAnswersAfterShortOnes() {
        byte[] shortAnswer = HexFormat.of().parseHex("aa550000c100001802");
        FrameReader<Answer> growing = FrameReader.ofAnswers(AnswerSize.SHORT);
        growing.accept(shortAnswer, 0, shortAnswer.length, read::add);
        FrameReader.resize(growing, AnswerSize.LONG);
        growing.accept(NONCE, 0, NONCE.length, read::add);
        assertEquals(
                List.of(AnswerSize.SHORT, AnswerSize.LONG),
                read.stream().map(Answer::size).toList());
        assertEquals(new FrameCounts(2, 0, 0), growing.counts());
    }

    @Test
    void forgetsHalfAFrameOnReset() {
        reader.accept(NONCE, 0, 6, read::add);
        reader.reset();
        reader.accept(NONCE, 6, NONCE.length - 6, read::add);
        accept(NONCE);
        assertEquals(1, read.size());
        assertEquals(new FrameCounts(1, 0, NONCE.length), reader.counts());
    }

    @Test
    void takesAJobsSizeFromTheChipAndNotFromItsLengthByte() {
        BlockHeader header = new BlockHeader(1, Hash256.ZERO, Hash256.ZERO, 2, 0x207fffff, 3);
        for (int length : new int[] {0x56, 0x36, 0xff}) {
            ChipJob job = new ChipJob.Full(0x18, length, 0, header);
            FrameReader<HostFrame> host = FrameReader.ofHostFrames(JobFormat.FULL);
            List<HostFrame> frames = new ArrayList<>();
            host.accept(job.toBytes(), 0, ChipJob.Full.SIZE_BYTES, frames::add);
            assertEquals(List.of(job), frames);
        }
    }

    private static <F> void check(
            Gen gen, Supplier<FrameReader<F>> readers, Function<Gen, F> frames) {
        List<F> intact = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int pieces = gen.intBetween(1, 30);
        for (int i = 0; i < pieces; i++) {
            F frame = frames.apply(gen);
            byte[] bytes = bytesOf(frame);
            switch (gen.intBetween(0, 5)) {
                case 0 -> stream.writeBytes(garbage(gen));
                case 1 -> stream.write(bytes, 0, gen.intBetween(0, bytes.length - 1));
                case 2 -> {
                    int from = gen.intBetween(1, bytes.length);
                    stream.write(bytes, from, bytes.length - from);
                }
                case 3 -> {
                    bytes[gen.intBetween(0, bytes.length - 1)] ^= (byte) gen.intBetween(1, 255);
                    stream.writeBytes(bytes);
                }
                default -> {
                    stream.writeBytes(bytes);
                    intact.add(frame);
                }
            }
        }
        FrameReader<F> reader = readers.get();
        List<F> got = new ArrayList<>();
        feed(gen, reader, stream.toByteArray(), got);
        assertTrue(isSubsequence(intact, got), () -> intact + " is not all in " + got);
        assertEquals(got.size(), reader.counts().frames());
        assertTrue(reader.counts().droppedBytes() >= 0);
    }

    private static <F> void feed(Gen gen, FrameReader<F> reader, byte[] stream, List<F> sink) {
        int at = 0;
        while (at < stream.length) {
            int count = Math.min(stream.length - at, gen.intBetween(1, 64));
            reader.accept(stream, at, count, sink::add);
            at += count;
        }
    }

    private static boolean isSubsequence(List<?> wanted, List<?> all) {
        int next = 0;
        for (Object each : all) {
            if (next < wanted.size() && wanted.get(next).equals(each)) {
                next++;
            }
        }
        return next == wanted.size();
    }

    /** Mostly of preambles and headers, where confusion starts. */
    private static byte[] garbage(Gen gen) {
        byte[] bytes = gen.bytesUpTo(200);
        List<Integer> likely = List.of(0xaa, 0x55, 0x55, 0xaa, 0x21, 0x51, 0x09, 0x01);
        for (int i = 0; i < bytes.length; i++) {
            if (gen.anyBoolean()) {
                bytes[i] = gen.pick(likely).byteValue();
            }
        }
        return bytes;
    }

    private static Answer answer(Gen gen, AnswerSize size) {
        int trailer = size == AnswerSize.LONG ? gen.intBetween(0, 0xffff) : 0;
        int sixth = gen.intBetween(0, 255);
        int seventh = gen.intBetween(0, 255);
        return gen.anyBoolean()
                ? new Answer.Nonce(gen.anyInt(), sixth, seventh, trailer, size)
                : new Answer.RegisterValue(gen.anyInt(), sixth, seventh, trailer, size);
    }

    private static HostFrame hostFrame(Gen gen, JobFormat format) {
        int address = gen.intBetween(0, 255);
        Destination to = gen.anyBoolean() ? Destination.all() : Destination.chip(address);
        return switch (gen.intBetween(0, 4)) {
            case 0 -> new Command.SetAddress(address);
            case 1 -> new Command.ReadRegister(to, gen.intBetween(0, 255));
            case 2 -> new Command.WriteRegister(to, gen.intBetween(0, 255), gen.anyInt());
            case 3 -> new Command.Inactive();
            default -> job(gen, format, address);
        };
    }

    private static ChipJob job(Gen gen, JobFormat format, int jobHeader) {
        return switch (format) {
            case FULL -> ChipJob.Full.of(jobHeader, BlockHeader.parse(gen.bytes(80)));
            case MIDSTATE -> {
                JobTail tail = new JobTail(gen.anyInt(), gen.anyInt(), gen.anyInt(), gen.anyInt());
                List<Midstate> midstates =
                        IntStream.range(0, gen.anyBoolean() ? 1 : 4)
                                .mapToObj(_ -> new Midstate(ByteString.of(gen.bytes(32))))
                                .toList();
                yield ChipJob.Midstates.of(jobHeader, tail, midstates);
            }
        };
    }

    private static byte[] bytesOf(Object frame) {
        return switch (frame) {
            case HostFrame host -> host.toBytes();
            case Answer answer -> answer.toBytes();
            default -> throw new AssertionError(frame);
        };
    }

    /** A preamble and bytes chosen so that, with the head of the frame, all checks. */
    private static byte[] falseFrameBefore(byte[] frame) {
        for (int choice = 0; choice < 1 << 16; choice++) {
            byte[] stream = Arrays.copyOf(new byte[] {(byte) 0xaa, 0x55}, 4 + frame.length);
            stream[2] = (byte) choice;
            stream[3] = (byte) (choice >>> 8);
            System.arraycopy(frame, 0, stream, 4, frame.length);
            if (new AnswerFraming(AnswerSize.LONG).isIntact(stream, 0, 11)) {
                return stream;
            }
        }
        throw new AssertionError("nothing checks");
    }

    private static String hexOf(Answer answer) {
        return HexFormat.of().formatHex(answer.toBytes());
    }

    private static byte[] concat(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private void accept(byte[] bytes) {
        reader.accept(bytes, 0, bytes.length, read::add);
    }
}
