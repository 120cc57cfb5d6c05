package io.mos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure parts of mos on this machine.",
        footerHeading = "%nExamples:%n",
        footer = {"  mos bench hasher --seconds 30", "  mos bench hasher --json"})
final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which part? There is: hasher");
    }
}
