package io.mos.stratum.server;

import io.mos.core.work.ExtranonceSpace;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs miners may hold now, and the space their extranonces are leased from. Owner: the
 * server's loop.
 */
final class JobBook {

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private ExtranonceSpace space = new ExtranonceSpace(0);
    private MerkleSource.@Nullable Coinbase coinbase;
    private @Nullable Entry newest;
    private long nextSequence = 1;
    private long spaceNumber;

    /**
     * A job in the book.
     *
     * @param sequence grows with each job; names it to miners
     */
    record Entry(long sequence, Job job, MerkleSource.Coinbase coinbase) {}

    /**
     * Takes a job in.
     *
     * @return what it is in the book, or nothing when its coinbase leaves miners nothing to choose
     */
    Optional<Entry> add(Job job) {
        if (!(job.merkle() instanceof MerkleSource.Coinbase template)) {
            return Optional.empty();
        }
        if (!hasSameExtranonces(template)) {
            space = new ExtranonceSpace(template.extranonce2SizeBytes());
            spaceNumber++;
        }
        coinbase = template;
        if (job.renewal() == Job.Renewal.REPLACE) {
            entries.clear();
        } else if (entries.size() >= ServerLimits.MAX_JOBS) {
            entries.remove(entries.keySet().iterator().next());
        }
        Entry entry = new Entry(nextSequence++, job, template);
        entries.put(entry.sequence(), entry);
        newest = entry;
        return Optional.of(entry);
    }

    /** Voids everything; miners keep what they have until the next job. */
    void clear() {
        entries.clear();
        newest = null;
    }

    Optional<Entry> newest() {
        return Optional.ofNullable(newest);
    }

    /** The job of this sequence, while it is not void. */
    Optional<Entry> find(long sequence) {
        return Optional.ofNullable(entries.get(sequence));
    }

    /** Counts the changes of the extranonce space: a lease of an older number is void. */
    long spaceNumber() {
        return spaceNumber;
    }

    ExtranonceSpace space() {
        return space;
    }

    private boolean hasSameExtranonces(MerkleSource.Coinbase template) {
        MerkleSource.Coinbase before = coinbase;
        return before != null
                && before.extranonce2SizeBytes() == template.extranonce2SizeBytes()
                && before.extranonce1().equals(template.extranonce1());
    }
}
