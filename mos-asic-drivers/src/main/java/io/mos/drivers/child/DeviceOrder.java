package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.command.Command;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.Fault;

/** What a device's program is told, and the answers to what it asked. */
sealed interface DeviceOrder {

    record Start() implements DeviceOrder {}

    record Bytes(ByteString bytes) implements DeviceOrder {}

    record Hash(WorkOrder order) implements DeviceOrder {}

    record Ask(long call, Command command) implements DeviceOrder {}

    record PowerCut(Fault why) implements DeviceOrder {}

    record PowerAllowed() implements DeviceOrder {}

    record Advice(ThermalAdvice advice) implements DeviceOrder {}

    /** The last order; answered by {@link DeviceWord.Stopped}. */
    record Stop() implements DeviceOrder {}

    /** An answer to the call of that number. */
    sealed interface Answer extends DeviceOrder {

        long call();

        /** Written, or the rate changed. */
        record LineDone(long call) implements Answer {}

        record LineBroke(long call, String why) implements Answer {}

        record Judged(long call, ClaimVerdict verdict) implements Answer {}

        record BoardAnswered(long call, Outcome outcome) implements Answer {}
    }
}
