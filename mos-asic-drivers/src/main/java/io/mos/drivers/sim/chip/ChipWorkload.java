package io.mos.drivers.sim.chip;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.HashEngine;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.JobTail;
import io.mos.drivers.bm13xx.frame.Midstate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A job as the chips hash it: versions by number, and nonces under each of them. What a version is
 * differs: full-header chips roll it by themselves, midstate chips are given a few.
 */
sealed interface ChipWorkload {

    int jobHeader();

    /** Where the search begins; 0 in practice. */
    int startNonce();

    /** How many versions there are to go through. */
    long versions(VersionMask mask);

    /** The first nonce from {@code nonce} on that meets the target, among so many. */
    OptionalInt search(Choice choice, int nonce, int count, Target target);

    Hash256 hash(Choice choice, int nonce);

    /** Which version has this number. */
    Choice choice(long number, VersionMask mask);

    /** As whom a known header would be found here: never, or under one of the versions. */
    List<Choice> findings(BlockHeader known, VersionMask mask);

    static ChipWorkload of(ChipJob job, HashEngine engine) {
        return switch (job) {
            case ChipJob.Full full -> new Full(full.jobHeader(), full.header(), engine);
            case ChipJob.Midstates midstates ->
                    new Midstates(midstates.jobHeader(), midstates.tail(), midstates.midstates());
        };
    }

    /**
     * One version.
     *
     * @param midstate its index, on midstate chips
     * @param versionBits what is ORed on the job's version, on full-header chips
     */
    record Choice(int midstate, int versionBits) {}

    /** The chip rolls the version inside the mask. */
    record Full(int jobHeader, BlockHeader header, HashEngine engine) implements ChipWorkload {

        @Override
        public int startNonce() {
            return header.nonce();
        }

        @Override
        public long versions(VersionMask mask) {
            return 1L << mask.bitCount();
        }

        @Override
        public OptionalInt search(Choice choice, int nonce, int count, Target target) {
            return engine.search(rolled(choice).withNonce(nonce), count, target);
        }

        @Override
        public Hash256 hash(Choice choice, int nonce) {
            return engine.hash(rolled(choice).withNonce(nonce));
        }

        @Override
        public Choice choice(long number, VersionMask mask) {
            return new Choice(0, mask.spread(number));
        }

        @Override
        public List<Choice> findings(BlockHeader known, VersionMask mask) {
            Choice choice = new Choice(0, known.version() & mask.bits());
            BlockHeader ours = rolled(choice).withNonce(known.nonce());
            return ours.equals(known) ? List.of(choice) : List.of();
        }

        private BlockHeader rolled(Choice choice) {
            return header.withVersion(header.version() | choice.versionBits());
        }
    }

    /** The host chose one or four versions. */
    record Midstates(int jobHeader, JobTail tail, List<Midstate> midstates)
            implements ChipWorkload {

        @Override
        public int startNonce() {
            return tail.startNonce();
        }

        @Override
        public long versions(VersionMask mask) {
            return midstates.size();
        }

        @Override
        public OptionalInt search(Choice choice, int nonce, int count, Target target) {
            for (int i = 0; i < count; i++) {
                if (target.isMetBy(hash(choice, nonce + i))) {
                    return OptionalInt.of(nonce + i);
                }
            }
            return OptionalInt.empty();
        }

        @Override
        public Hash256 hash(Choice choice, int nonce) {
            return midstates.get(choice.midstate()).hash(tail, nonce);
        }

        @Override
        public Choice choice(long number, VersionMask mask) {
            return new Choice((int) number, 0);
        }

        @Override
        public List<Choice> findings(BlockHeader known, VersionMask mask) {
            JobTail knownTail = JobTail.of(known.withNonce(tail.startNonce()));
            Midstate state = Midstate.of(known);
            List<Choice> choices = new ArrayList<>();
            for (int i = 0; i < midstates.size() && knownTail.equals(tail); i++) {
                if (midstates.get(i).equals(state)) {
                    choices.add(new Choice(i, 0));
                }
            }
            return choices;
        }
    }
}
