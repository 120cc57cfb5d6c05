package io.mos.stratum.server;

import io.mos.core.work.ExtranonceSpace;
import io.mos.core.work.MerkleSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Leases parts of the source's extranonce2 to miners. Owner: the server's loop.
 *
 * <p>A part that was hashed on rests until the next clean job: its next holder would hash the same
 * headers again, and shares could be credited twice. While it rests its miner can have it back by
 * its session id. Only when everything is leased, the part that has rested longest is given away.
 */
final class Extranonces {

    /** Below, a part cannot be cut off at a byte (see {@link ExtranonceSpace}). */
    static final int MIN_SIZE_BYTES = 2;

    private final SequencedMap<String, Downstream> resting = new LinkedHashMap<>();
    private ExtranonceSpace space = new ExtranonceSpace(0);
    private MerkleSource.@Nullable Coinbase coinbase;
    private long spaceNumber;

    /**
     * Takes the source's extranonces from here on.
     *
     * @return whether they changed: all leases of before are void then
     */
    boolean use(MerkleSource.Coinbase template) {
        MerkleSource.Coinbase before = coinbase;
        coinbase = template;
        if (before != null
                && before.extranonce2SizeBytes() == template.extranonce2SizeBytes()
                && before.extranonce1().equals(template.extranonce1())) {
            return false;
        }
        space = new ExtranonceSpace(template.extranonce2SizeBytes());
        spaceNumber++;
        resting.clear();
        return true;
    }

    /** A part for a miner, or nothing when all are leased or there is nothing to lease yet. */
    Optional<Downstream> lease(Optional<String> sessionId) {
        MerkleSource.Coinbase template = coinbase;
        if (template == null) {
            return Optional.empty();
        }
        return sessionId
                .map(resting::remove)
                .or(() -> space.lease().map(free -> Downstream.of(free, spaceNumber, template)))
                .or(this::longestRested);
    }

    boolean isCurrent(Downstream part) {
        return part.spaceNumber() == spaceNumber;
    }

    /** Takes back a part that nothing was hashed on. */
    void release(Downstream part) {
        if (isCurrent(part)) {
            space.release(part.lease());
        }
    }

    /** Takes back a part whose shares may still be on their way. */
    void rest(Downstream part) {
        if (isCurrent(part)) {
            resting.put(part.sessionId(), part);
        }
    }

    /** A clean job came: what was hashed before counts no more. */
    void onCleanJob() {
        resting.values().forEach(part -> space.release(part.lease()));
        resting.clear();
    }

    int leased() {
        return space.leased();
    }

    private Optional<Downstream> longestRested() {
        return Optional.ofNullable(resting.pollFirstEntry()).map(Map.Entry::getValue);
    }
}
