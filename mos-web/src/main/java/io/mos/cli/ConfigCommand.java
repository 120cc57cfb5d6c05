package io.mos.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Write a configuration file, or find what is wrong with one.",
        footerHeading = "%nExamples:%n",
        footer = {"  mos config init", "  mos config check --config /etc/mos/mos.toml"})
final class ConfigCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "init or check?");
    }
}
