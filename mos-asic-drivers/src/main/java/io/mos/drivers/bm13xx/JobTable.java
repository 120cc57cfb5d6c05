package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.JobIds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The jobs a chain may still report nonces of, by the header byte they were sent with. Remembers
 * two jobs per byte, for a nonce may come when its job's byte has just been given to the next.
 * Owner: the device's thread.
 *
 * @param <J> what is known of a job
 */
public final class JobTable<J> {
    private final JobIds ids;

    /** The newest first; at most two. */
    private final List<List<J>> slots;

    private int lastHeader;

    public JobTable(JobIds ids) {
        this.ids = ids;
        this.slots = new ArrayList<>(Collections.nCopies(ids.jobs(), List.of()));
    }

    /** Remembers a job and tells the header byte to send it with. */
    public int put(J job) {
        lastHeader = ids.after(lastHeader);
        int slot = lastHeader / ids.granularity();
        List<J> older = slots.get(slot);
        slots.set(slot, older.isEmpty() ? List.of(job) : List.of(job, older.getFirst()));
        return lastHeader;
    }

    /**
     * The jobs a nonce with this job byte may be of, the likelier first; none when no job was sent
     * so, which is an error of the line or the chip. Only the hash tells which it is.
     */
    public List<J> candidates(int jobByte) {
        int slot = ids.jobHeader(jobByte) / ids.granularity();
        return slot < slots.size() ? slots.get(slot) : List.of();
    }

    /** Forgets all jobs, as when the pool has voided them; header bytes go on where they were. */
    public void clear() {
        Collections.fill(slots, List.of());
    }
}
