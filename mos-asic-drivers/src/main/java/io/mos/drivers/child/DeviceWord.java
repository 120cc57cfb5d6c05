package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceReport;
import java.util.OptionalInt;
import java.util.Set;

/** What a device's program says; calls are numbered by the process of the drivers. */
sealed interface DeviceWord {

    record Opened(Set<Capability> capabilities) implements DeviceWord {}

    /** The settings are none it can have. */
    record Refused(String why) implements DeviceWord {}

    record Answered(long call, CommandResult result) implements DeviceWord {}

    /** A method of the driver threw; the program does nothing more. */
    record Failed(String what) implements DeviceWord {}

    record Stopped() implements DeviceWord {}

    /** Something to be done for it. */
    sealed interface Request extends DeviceWord {

        record Write(long call, ByteString bytes) implements Request {}

        record SetBaud(long call, int baud) implements Request {}

        /** A claim; the daemon knows the work it gave by that number. */
        record Claim(
                long call,
                long work,
                Target ticketTarget,
                Extranonce extranonce2,
                int version,
                int nTime,
                int nonce,
                OptionalInt chipAddress)
                implements Request {}

        record PowerOn(long call, int voltageMillivolts) implements Request {}

        record Reset(long call, ResetLine line) implements Request {}

        record SetVoltage(long call, int voltageMillivolts) implements Request {}

        record PowerOff(long call) implements Request {}

        record Report(DeviceReport report) implements Request {}

        record Count(String event, long times) implements Request {}
    }
}
