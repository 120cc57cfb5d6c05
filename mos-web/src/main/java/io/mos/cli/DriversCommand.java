package io.mos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drivers",
        mixinStandardHelpOptions = true,
        description = "List the boards mos drives, prove one, or begin a driver of your own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos drivers list",
            "  mos drivers test --sim bitaxe-gamma",
            "  mos drivers test /dev/ttyACM0 /dev/ttyACM1 --board bitaxe-gamma",
            "  mos drivers new my-board"
        })
final class DriversCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, test or new?");
    }
}
