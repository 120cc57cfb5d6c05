package io.mos.stratum.server;

import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.ConfigureResult;
import io.mos.stratum.v1.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one miner and the server have agreed on beyond the plain protocol (BIP310). Owner: the
 * session.
 */
final class Extensions {

    private final VersionRolling rolling;
    private final DifficultyPlan difficulty;
    private boolean takesExtranonces;

    Extensions(VersionRolling rolling, DifficultyPlan difficulty) {
        this.rolling = rolling;
        this.difficulty = difficulty;
    }

    /**
     * The result of a {@code mining.configure}, which may come again: one entry per extension asked
     * for, false for those we do not know; none for what is too long to be the name of one.
     */
    Json configure(MiningConfigure asked, Optional<Job> newest) {
        Map<String, Boolean> granted = new LinkedHashMap<>();
        VersionMask mask = VersionMask.NONE;
        for (String extension : asked.extensions()) {
            if (extension.length() > ServerLimits.MAX_EXTENSION_CHARS) {
                continue;
            }
            boolean isGranted =
                    switch (extension) {
                        case MiningConfigure.VERSION_ROLLING -> {
                            mask = rolling.agree(asked.versionMask(), newest);
                            yield !mask.isEmpty();
                        }
                        case MiningConfigure.MINIMUM_DIFFICULTY -> {
                            asked.minimumDifficulty().ifPresent(difficulty::atLeast);
                            yield asked.minimumDifficulty().isPresent();
                        }
                        case MiningConfigure.SUBSCRIBE_EXTRANONCE -> {
                            takeExtranonces();
                            yield true;
                        }
                        case MiningConfigure.INFO -> true;
                        default -> false;
                    };
            granted.put(extension, isGranted);
        }
        return ConfigureResult.of(granted, mask).toJson();
    }

    /** The miner understands {@code mining.set_extranonce}. */
    void takeExtranonces() {
        takesExtranonces = true;
    }

    boolean takesExtranonces() {
        return takesExtranonces;
    }

    VersionRolling rolling() {
        return rolling;
    }
}
