package io.mos.drivers.sim.chip;

import io.mos.drivers.bm13xx.family.JobIds;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.sim.chip.Hashing.Find;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts finds on the line as the family's chips do, and again each time they have gone through all
 * their nonces: a chip says nothing at the end and begins anew (BM13XX.md §7).
 */
final class NonceLine {
    private static final int VERSION_SHIFT = 13;
    private static final int BYTE = 0xff;

    /** A job that yields more before it is replaced is not one anybody repeats on purpose. */
    private static final int MAX_REMEMBERED = 256;

    /** No driver asks for less; a register full of rubbish may. */
    private static final long LEAST_EPOCH_NANOS = 1_000_000;

    private final Silicon silicon;
    private final UpLine line;
    private final List<Repeat> repeats = new ArrayList<>();
    private long sent;

    /** A find that comes again. */
    private record Repeat(Find find, long nextNanos, long everyNanos) {}

    NonceLine(Silicon silicon, UpLine line) {
        this.silicon = silicon;
        this.line = line;
    }

    void report(Find find, long nanos, long epochNanos) {
        send(find, nanos);
        if (repeats.size() < MAX_REMEMBERED) {
            long everyNanos = Math.max(epochNanos, LEAST_EPOCH_NANOS);
            repeats.add(new Repeat(find, nanos + everyNanos, everyNanos));
        }
    }

    void repeatUntil(long nanos) {
        repeats.replaceAll(each -> {
            Repeat next = each;
            while (next.nextNanos() <= nanos) {
                send(next.find(), next.nextNanos());
                next =
                        new Repeat(
                                next.find(),
                                next.nextNanos() + next.everyNanos(),
                                next.everyNanos());
            }
            return next;
        });
    }

    /** The job is another one now; what is on the line still arrives. */
    void clear() {
        repeats.clear();
    }

    long sent() {
        return sent;
    }

    private void send(Find find, long nanos) {
        SimChip chip = find.chip();
        if (chip.reportsNonces()) {
            sent++;
            line.send(answer(find), chip.baud(), nanos);
        }
    }

    private Answer answer(Find find) {
        AnswerSize size = find.chip().answerSize();
        JobIds ids = silicon.family().jobIds();
        int job = find.job().jobHeader() << ids.returnedShift() & ids.returnedMask();
        return switch (silicon.family().jobs().format()) {
            case FULL -> {
                int field = find.choice().versionBits() >>> VERSION_SHIFT;
                int low = field & silicon.subCores() - 1 & ~ids.returnedMask() & BYTE;
                int excess =
                        find.chip().ticket().excess(find.job().hash(find.choice(), find.nonce()));
                yield new Answer.Nonce(find.nonce(), excess, job | low, inside(size, field), size);
            }
            case MIDSTATE -> {
                int midstate = find.choice().midstate();
                yield new Answer.Nonce(find.nonce(), midstate, job | midstate, 0, size);
            }
        };
    }

    /** A short answer has no room for the version. */
    private static int inside(AnswerSize size, int versionField) {
        return switch (size) {
            case SHORT -> 0;
            case LONG -> versionField;
        };
    }
}
