package io.mos.core.guard;

import java.util.Optional;

/**
 * What the fleet's policy and the user ask of a board's guardian, beside the board's own limits.
 *
 * @param policy the signed policy's limits
 * @param user the configuration's
 * @param quiet when the fan must be slow
 */
public record GuardSettings(LimitCap policy, LimitCap user, Optional<QuietHours> quiet) {

    /** The board's own limits, and no quiet hours. */
    public static final GuardSettings NONE =
            new GuardSettings(LimitCap.NONE, LimitCap.NONE, Optional.empty());
}
