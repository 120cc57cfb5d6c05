package io.mos.hasher;

import io.mos.core.kernel.TimeSource;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.ScanKernel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One hashing thread: scans in batches of a few milliseconds, looks for new work between them, and
 * rests as long as the duty limit asks. Everything here belongs to that thread but what it reads
 * from its device.
 */
final class HashThread implements Runnable {

    /** New work is looked for this often; a native scan cannot be interrupted. */
    private static final Duration BATCH = Duration.ofMillis(5);

    private static final int FIRST_WORDS = 1 << 10;
    private static final int MAX_WORDS = 1 << 22;

    /** Looked up again at the latest after this, should a wake-up be lost. */
    private static final Duration IDLE_WAIT = Duration.ofSeconds(1);

    private static final Duration NOTHING_LEFT_WAIT = Duration.ofMillis(100);

    private static final int CANDIDATES = 256;

    private final CpuDevice device;
    private final TimeSource time;
    private final DutyLimit duty;
    private final Candidates found = new Candidates(CANDIDATES);
    private @Nullable KernelSelection selection;
    private @Nullable ScanKernel single;
    private @Nullable ScanKernel shared;
    private @Nullable HashSlice slice;
    private int words = FIRST_WORDS;

    HashThread(CpuDevice device, TimeSource time, DutyLimit duty) {
        this.device = device;
        this.time = time;
        this.duty = duty;
    }

    /** The thread's top frame: a kernel that fails, linking included, must not end in silence. */
    @Override
    public void run() {
        try {
            LowPriority.ofThisThread();
            while (!device.isClosed()) {
                step();
            }
        } catch (Throwable e) {
            device.onThreadFailed(e);
        }
    }

    private void step() {
        WorkRoller roller = device.roller();
        if (roller == null) {
            slice = null;
            LockSupport.parkNanos(IDLE_WAIT.toNanos());
            return;
        }
        HashSlice current = sliceOf(roller);
        if (current == null) {
            LockSupport.parkNanos(NOTHING_LEFT_WAIT.toNanos());
            return;
        }
        long begin = time.nanos();
        scan(current);
        long busyNanos = time.nanos() - begin;
        claimAll(current, roller);
        rest(busyNanos);
    }

    /** The slice to go on with: the old one, unless its work or the kernels have changed. */
    private @Nullable HashSlice sliceOf(WorkRoller roller) {
        boolean isKernelNew = openKernels();
        HashSlice old = slice;
        if (old != null && !isKernelNew && old.isOf(roller.work()) && !old.isExhausted()) {
            return old;
        }
        int width = shared != null && roller.canShare() ? shared.width() : 1;
        slice = roller.next(width).orElse(null);
        return slice;
    }

    private boolean openKernels() {
        KernelSelection newest = device.selection();
        if (newest.equals(selection)) {
            return false;
        }
        selection = newest;
        single = newest.single().entry().opener().get();
        shared = newest.shared().map(rated -> rated.entry().opener().get()).orElse(null);
        words = FIRST_WORDS;
        return true;
    }

    private void scan(HashSlice current) {
        ScanKernel kernel = current.job().width() == 1 ? single : shared;
        if (kernel == null) {
            throw new IllegalStateException("no kernel of width " + current.job().width());
        }
        found.clear();
        long begin = time.nanos();
        int wanted = current.atMost(words);
        int scanned = kernel.scan(current.job(), current.nextWord(), wanted, found);
        long tookNanos = Math.max(1, time.nanos() - begin);
        current.advance(scanned);
        device.counted((long) scanned * current.job().width());
        if (scanned == wanted) {
            words = nextWords(wanted, tookNanos);
        }
    }

    /**
     * Moves towards batches of the wished length, at most doubling so that one lull cannot
     * overshoot.
     */
    private static int nextWords(int scanned, long tookNanos) {
        double fitting = (double) scanned * BATCH.toNanos() / tookNanos;
        return (int) Math.clamp(fitting, FIRST_WORDS, (double) Math.min(MAX_WORDS, scanned * 2L));
    }

    /** Claims what was found, unless its work was voided meanwhile: such shares would be stale. */
    private void claimAll(HashSlice current, WorkRoller roller) {
        for (int i = 0; i < found.size() && !device.isClosed(); i++) {
            Duration wait = device.claimLimit().take();
            if (!wait.isZero()) {
                LockSupport.parkNanos(wait.toNanos());
            }
            if (device.isVoid(roller)) {
                return;
            }
            device.claim(current.claim(found, i));
        }
    }

    /** Rests to the end: new work wakes the thread, but earns it nothing. */
    private void rest(long busyNanos) {
        long until = time.nanos() + duty.restNanos(busyNanos);
        for (long left = until - time.nanos(); left > 0; left = until - time.nanos()) {
            if (device.isClosed()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }
}
