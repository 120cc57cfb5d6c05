package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** One request out, its answer in. Owner: as for {@link ControlChannel}. */
final class ControlExchange {

    /** The reset line, which every board has; reading it changes nothing. */
    private static final int ASKED_LINE = 0;

    private static final int QUESTIONS = 3;

    private static final int IDS = 256;

    /** Looks until the input is empty; a board that never stops talking is not waited for. */
    private static final int DROP_LOOKS = 64;

    /** The shortest frame both versions have room for. */
    private static final int FIRST_BYTES = 4;

    private static final String NO_ANSWER = "no answer in time";

    private final SerialLink link;
    private final TimeSource time;

    /** One answer at a time: what a reader keeps has room behind the tail of another. */
    private final ByteBuffer input = ByteBuffer.allocate(AnswerReader.CAPACITY_BYTES / 2);

    private int lastId;
    private boolean mayHoldRest = true;

    ControlExchange(SerialLink link, TimeSource time) {
        this.link = link;
        this.time = time;
    }

    void close() {
        link.close();
    }

    /**
     * Asks and waits.
     *
     * @param expected bytes of data; negative for any
     * @throws IOException when the link is gone, nothing whole came in time or it was no answer
     */
    ControlAnswer ask(
            ControlVersion version,
            ControlPage page,
            int command,
            ByteString data,
            int expected,
            Duration within)
            throws IOException {
        long deadline = time.nanos() + within.toNanos();
        int id = send(page, command, data, deadline);
        AnswerReader reader = new AnswerReader(version, id, expected);
        // A board that talks on and on is not waited for either.
        while (time.nanos() - deadline < 0) {
            Optional<ControlAnswer> answer = more(reader, deadline);
            if (answer.isPresent()) {
                checkLength(answer.get(), expected);
                mayHoldRest = false;
                return answer.get();
            }
        }
        throw new IOException(NO_ANSWER);
    }

    /**
     * Asks for a line's level, which is one byte in both versions, and sees how it is framed. Asks
     * again when that fails: whoever held the board before may have left it in the middle of an
     * answer.
     */
    ControlVersion askVersion(Duration within) throws IOException {
        Duration each = within.dividedBy(QUESTIONS);
        IOException failure = null;
        for (int question = 0; question < QUESTIONS; question++) {
            try {
                return askVersionOnce(each);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    private ControlVersion askVersionOnce(Duration within) throws IOException {
        long deadline = time.nanos() + within.toNanos();
        int id = send(ControlPage.GPIO, ASKED_LINE, ByteString.EMPTY, deadline);
        ByteBuffer first = ByteBuffer.allocate(FIRST_BYTES + 1).limit(FIRST_BYTES);
        fill(first, deadline);
        int length = Byte.toUnsignedInt(first.get(0)) | (first.get(1) & 0xFF) << Byte.SIZE;
        boolean isOurs = Byte.toUnsignedInt(first.get(2)) == id;
        if (isOurs && length == 1) {
            return ControlVersion.V0;
        }
        if (isOurs && length == FIRST_BYTES + 1 && first.get(FIRST_BYTES - 1) == 0) {
            fill(first.limit(FIRST_BYTES + 1), deadline);
            return ControlVersion.V1;
        }
        throw new IOException(
                "the reset line was asked for, and the board answered %02x%02x%02x%02x"
                        .formatted(first.get(0), first.get(1), first.get(2), first.get(3)));
    }

    private int send(ControlPage page, int command, ByteString data, long deadline)
            throws IOException {
        if (mayHoldRest) {
            dropInput();
        }
        mayHoldRest = true;
        lastId = (lastId + 1) % IDS;
        byte[] frame = new ControlRequest(lastId, page, command, data).toBytes();
        switch (link.write(ByteBuffer.wrap(frame), left(deadline))) {
            case Transfer.Moved _ -> {}
            case Transfer.TimedOut _ -> throw new IOException("the line takes nothing");
            case Transfer.HungUp(String reason) -> throw new IOException("gone: " + reason);
            case Transfer.Closed _ -> throw new IOException("closed");
        }
        return lastId;
    }

    private Optional<ControlAnswer> more(AnswerReader reader, long deadline) throws IOException {
        receive(input.clear(), deadline);
        try {
            return reader.accept(input.array(), 0, input.position());
        } catch (MalformedAnswerException e) {
            throw new IOException("no answer but " + e.getMessage(), e);
        }
    }

    private void fill(ByteBuffer buffer, long deadline) throws IOException {
        while (buffer.hasRemaining()) {
            receive(buffer, deadline);
        }
    }

    private void receive(ByteBuffer into, long deadline) throws IOException {
        switch (link.read(into, left(deadline))) {
            case Transfer.Moved _ -> {}
            case Transfer.TimedOut _ -> throw new IOException(NO_ANSWER);
            case Transfer.HungUp(String reason) -> throw new IOException("gone: " + reason);
            case Transfer.Closed _ -> throw new IOException("closed");
        }
    }

    private void dropInput() throws IOException {
        for (int look = 0; look < DROP_LOOKS; look++) {
            if (!(link.read(input.clear(), Duration.ZERO) instanceof Transfer.Moved)) {
                return;
            }
        }
    }

    private static void checkLength(ControlAnswer answer, int expected) throws IOException {
        if (expected >= 0
                && answer instanceof ControlAnswer.Data(int _, ByteString data)
                && data.sizeBytes() != expected) {
            throw new IOException("%d bytes instead of %d".formatted(data.sizeBytes(), expected));
        }
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - time.nanos()));
    }
}
