package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the answer to one request in what comes in; answers to requests given up before are passed
 * over. Takes any bytes; keeps at most {@link #CAPACITY_BYTES} of them.
 *
 * <p>A v0 firmware says "4 bytes" both for four bytes of data and for a failure, which has one byte
 * left. The request tells which: nothing here asks for four bytes without knowing it. Owner: as for
 * {@link ControlChannel}.
 */
final class AnswerReader {

    /** A whole answer behind the tail of one that came late. */
    static final int CAPACITY_BYTES =
            2 * (ControlAnswer.HEADER_BYTES + ControlAnswer.MAX_DATA_BYTES);

    private static final int V0_HEADER_BYTES = 3;
    private static final int ID_OFFSET = 2;

    private final ControlVersion version;
    private final int id;
    private final int expectedBytes;
    private byte[] kept = new byte[0];

    /**
     * @param id of the request
     * @param expectedBytes of data; negative where any but four will do
     */
    AnswerReader(ControlVersion version, int id, int expectedBytes) {
        this.version = version;
        this.id = id;
        this.expectedBytes = expectedBytes;
    }

    /**
     * Takes in what came.
     *
     * @return the answer, once it is whole
     * @throws MalformedAnswerException for what is no answer; all that was kept is gone then
     */
    Optional<ControlAnswer> accept(byte[] bytes, int offset, int length) {
        if (kept.length + length > CAPACITY_BYTES) {
            throw refuse("more than " + CAPACITY_BYTES + " bytes");
        }
        int start = kept.length;
        kept = Arrays.copyOf(kept, start + length);
        System.arraycopy(bytes, offset, kept, start, length);
        while (kept.length > ID_OFFSET) {
            int frame = frameBytes();
            if (frame > kept.length) {
                return Optional.empty();
            }
            if (unsigned(ID_OFFSET) == id) {
                return Optional.of(answer(frame));
            }
            kept = Arrays.copyOfRange(kept, frame, kept.length);
        }
        return Optional.empty();
    }

    /** How long the first frame is, its bytes being there or not. */
    private int frameBytes() {
        int length = unsigned(0) | unsigned(1) << Byte.SIZE;
        return switch (version) {
            case V0 -> {
                check(length, 0, ControlAnswer.MAX_DATA_BYTES);
                yield isFailure(length) ? length : V0_HEADER_BYTES + length;
            }
            case V1 -> {
                int least = ControlAnswer.HEADER_BYTES;
                check(length, least, least + ControlAnswer.MAX_DATA_BYTES);
                yield length;
            }
        };
    }

    private boolean isFailure(int length) {
        if (length != ControlAnswer.HEADER_BYTES) {
            return false;
        }
        return unsigned(ID_OFFSET) == id
                ? expectedBytes != ControlAnswer.HEADER_BYTES
                : isOurs(ControlAnswer.HEADER_BYTES);
    }

    /** Whether what we wait for begins here, so that the frame before must have ended. */
    private boolean isOurs(int at) {
        return kept.length > at + ID_OFFSET
                && unsigned(at + ID_OFFSET) == id
                && unsigned(at + 1) == 0
                && (unsigned(at) == expectedBytes || expectedBytes < 0);
    }

    private ControlAnswer answer(int frame) {
        int length = unsigned(0) | unsigned(1) << Byte.SIZE;
        ByteString whole = ByteString.of(kept).slice(0, frame);
        int header = ControlAnswer.HEADER_BYTES;
        return switch (version) {
            case V0 ->
                    isFailure(length)
                            ? new ControlAnswer.Refused(id, unsigned(header - 1), ByteString.EMPTY)
                            : new ControlAnswer.Data(id, whole.slice(V0_HEADER_BYTES, frame));
            case V1 -> {
                int status = unsigned(header - 1);
                ByteString rest = whole.slice(header, frame);
                yield status == 0
                        ? new ControlAnswer.Data(id, rest)
                        : new ControlAnswer.Refused(id, status, rest);
            }
        };
    }

    private void check(int length, int least, int most) {
        if (length < least || length > most) {
            throw refuse("a length of " + length + ", not " + least + " to " + most);
        }
    }

    private MalformedAnswerException refuse(String what) {
        kept = new byte[0];
        return new MalformedAnswerException(what);
    }

    private int unsigned(int at) {
        return Byte.toUnsignedInt(kept[at]);
    }
}
