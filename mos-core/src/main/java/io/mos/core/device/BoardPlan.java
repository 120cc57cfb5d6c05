package io.mos.core.device;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of board as data: its line, and what keeps it safe. Read from a board file; travels
 * between processes, so it holds values only.
 *
 * @param name such as {@code bitaxe-gamma}
 * @param model what a person calls it
 * @param line how the chips' line is opened
 * @param protection what guards it, with or without its driver
 */
public record BoardPlan(String name, String model, LinePlan line, ProtectionPlan protection) {

    /**
     * How the ports of a board are used.
     *
     * @param dataPort which of the candidate's ports carries the chips' frames
     * @param controlPort which one carries the control channel, if the board has one
     * @param controlProtocol the control channel's dialect, such as {@code bitaxe-raw}; empty
     *     without a control port
     * @param baud of the data port after a reset
     */
    public record LinePlan(
            int dataPort, OptionalInt controlPort, Optional<String> controlProtocol, int baud) {}
}
