package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The jobs miners may hold now, and the extranonces they are leased. Owner: the server's loop. */
final class JobBook {

    private final SequencedMap<Long, Entry> entries = new LinkedHashMap<>();
    private final Extranonces extranonces = new Extranonces();
    private @Nullable Entry newest;
    private long nextSequence = 1;
    private long era;

    /**
     * A job in the book.
     *
     * @param sequence grows with each job; names it to miners
     * @param coinbase the job's own
     * @param renewal whether miners must drop all jobs before it, also when the source does not say
     * @param sourceDifficulty what the source wants: miners must not be given more
     */
    record Entry(
            long sequence,
            Job job,
            MerkleSource.Coinbase coinbase,
            Job.Renewal renewal,
            Difficulty sourceDifficulty) {

        boolean isClean() {
            return renewal == Job.Renewal.REPLACE;
        }
    }

    /**
     * Takes a job in.
     *
     * @return what it is in the book, or nothing when its coinbase leaves too little to choose
     */
    Optional<Entry> add(Job job) {
        if (job.renewal() == Job.Renewal.REPLACE) {
            clear();
        }
        if (!(job.merkle() instanceof MerkleSource.Coinbase coinbase)
                || coinbase.extranonce2SizeBytes() < Extranonces.MIN_SIZE_BYTES) {
            return Optional.empty();
        }
        if (extranonces.use(coinbase)) {
            clear();
        }
        Job.Renewal renewal = entries.isEmpty() ? Job.Renewal.REPLACE : Job.Renewal.UPDATE;
        if (entries.isEmpty()) {
            era++;
            extranonces.onCleanJob();
        } else if (entries.size() >= ServerLimits.MAX_JOBS) {
            entries.pollFirstEntry();
        }
        Entry entry =
                new Entry(nextSequence++, job, coinbase, renewal, job.shareTarget().difficulty());
        entries.put(entry.sequence(), entry);
        newest = entry;
        return Optional.of(entry);
    }

    /** Voids everything; miners keep what they have until the next job, which is a clean one. */
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

    /** Counts the clean jobs. */
    long era() {
        return era;
    }

    Extranonces extranonces() {
        return extranonces;
    }
}
