package io.mos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sim",
        mixinStandardHelpOptions = true,
        description = "Simulate a board, byte for byte, on a serial port of its own.",
        footerHeading = "%nExamples:%n",
        footer = {"  mos sim board bitaxe-gamma", "  mos sim board --help"})
final class SimCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which thing to simulate? There is: board");
    }
}
