package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a completion script for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(mos completion)", "  mos completion > /etc/bash_completion.d/mos"})
final class CompletionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("mos", spec.root().commandLine()));
        return ExitCode.OK;
    }
}
