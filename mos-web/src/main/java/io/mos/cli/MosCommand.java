package io.mos.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole. */
@Command(
        name = "mos",
        mixinStandardHelpOptions = true,
        description = "Self-hosted operating system for Bitcoin mining fleets.",
        versionProvider = MosCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos demo          mine on a pool inside this process and see it all work",
            "  mos config init   write a configuration file to fill in",
            "  mos run           run the daemon",
            "%nEvery verb has its own --help."
        })
public final class MosCommand implements Runnable {

    private static final String UNKNOWN_VERSION = "development";

    @Spec private CommandSpec spec = CommandSpec.create();

    private MosCommand() {}

    /** Runs what the words ask for; the process's exit code. */
    public static int execute(List<String> words, Verbs verbs) {
        return commandLine(verbs).execute(words.toArray(String[]::new));
    }

    /** The software's version, as the jar states it. */
    public static String version() {
        String version = MosCommand.class.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN_VERSION : version;
    }

    /** Without a verb there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb?");
    }

    static CommandLine commandLine(Verbs verbs) {
        CommandLine mos = new CommandLine(new MosCommand());
        mos.addSubcommand(new RunCommand(verbs));
        mos.addSubcommand(new DemoCommand(verbs));
        mos.addSubcommand(new SelftestCommand(verbs));
        mos.addSubcommand(
                new CommandLine(new BenchCommand()).addSubcommand(new BenchHasherCommand(verbs)));
        mos.addSubcommand(
                new CommandLine(new ConfigCommand())
                        .addSubcommand(new ConfigInitCommand(verbs))
                        .addSubcommand(new ConfigCheckCommand(verbs)));
        mos.addSubcommand(new CompletionCommand());
        mos.setParameterExceptionHandler(MosCommand::explain);
        mos.setCaseInsensitiveEnumValuesAllowed(true);
        return mos;
    }

    /** One sentence and where to read more; the whole usage text would hide what was wrong. */
    private static int explain(ParameterException failure, String[] words) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"mos " + version()};
        }
    }
}
