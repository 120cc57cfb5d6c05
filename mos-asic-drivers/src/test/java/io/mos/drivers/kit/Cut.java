package io.mos.drivers.kit;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.ProtectionPlan.CutOff;

/** How a board's hash power can be taken away, as far as a case must know. */
final class Cut {

    private Cut() {}

    /** By a line that the guardian has. */
    static boolean isByWire(BoardPlan plan) {
        return switch (plan.protection().cutOff()) {
            case CutOff.ControlLines _, CutOff.PortLine _ -> true;
            case CutOff.Frame _, CutOff.Impossible _ -> false;
        };
    }

    /** At all. */
    static boolean isPossible(BoardPlan plan) {
        return !(plan.protection().cutOff() instanceof CutOff.Impossible);
    }
}
