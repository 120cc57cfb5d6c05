package io.mos.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

    /** Lists all verbs, so it needs them all. */
    private static final String COMPLETION = "completion";

    private static final String UNKNOWN_VERSION = "development";

    @Spec private CommandSpec spec = CommandSpec.create();

    private MosCommand() {}

    /** Runs what the words ask for; the process's exit code. */
    public static int execute(List<String> words, Verbs verbs) {
        List<String> asked = helpLast(words);
        return commandLineFor(asked, verbs).execute(asked.toArray(String[]::new));
    }

    /** {@code mos help run} is {@code mos run --help}. */
    static List<String> helpLast(List<String> words) {
        if (words.isEmpty() || !words.getFirst().equals("help")) {
            return words;
        }
        List<String> asked = new ArrayList<>(words.subList(1, words.size()));
        asked.add("--help");
        return asked;
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

    /** With every verb. */
    static CommandLine commandLine(Verbs verbs) {
        return commandLine(factories(verbs).values());
    }

    /** With only the verb that is named, where one is: reading annotations costs start-up time. */
    private static CommandLine commandLineFor(List<String> words, Verbs verbs) {
        return words.stream()
                .findFirst()
                .filter(verb -> !verb.equals(COMPLETION))
                .map(factories(verbs)::get)
                .map(named -> commandLine(List.of(named)))
                .orElseGet(() -> commandLine(verbs));
    }

    private static CommandLine commandLine(Collection<Supplier<CommandLine>> factories) {
        CommandLine mos = new CommandLine(new MosCommand());
        factories.forEach(factory -> mos.addSubcommand(factory.get()));
        // Both reach only the verbs that are there by now.
        return mos.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(MosCommand::explain);
    }

    private static Map<String, Supplier<CommandLine>> factories(Verbs verbs) {
        Map<String, Supplier<CommandLine>> factories = new LinkedHashMap<>();
        factories.put("run", () -> new CommandLine(new RunCommand(verbs)));
        factories.put("demo", () -> new CommandLine(new DemoCommand(verbs)));
        factories.put("selftest", () -> new CommandLine(new SelftestCommand(verbs)));
        factories.put(
                "bench",
                () ->
                        new CommandLine(new BenchCommand())
                                .addSubcommand(new BenchHasherCommand(verbs)));
        factories.put(
                "config",
                () ->
                        new CommandLine(new ConfigCommand())
                                .addSubcommand(new ConfigInitCommand(verbs))
                                .addSubcommand(new ConfigCheckCommand(verbs)));
        factories.put(
                "drivers",
                () ->
                        new CommandLine(new DriversCommand())
                                .addSubcommand(new DriversListCommand(verbs))
                                .addSubcommand(new DriversTestCommand(verbs))
                                .addSubcommand(new DriversNewCommand(verbs)));
        factories.put(
                "sim",
                () -> new CommandLine(new SimCommand()).addSubcommand(new SimBoardCommand(verbs)));
        factories.put("safe-off", () -> new CommandLine(new SafeOffCommand(verbs)));
        factories.put("rehearse", () -> new CommandLine(new RehearseCommand(verbs)));
        factories.put(COMPLETION, () -> new CommandLine(new CompletionCommand()));
        return factories;
    }

    /** One sentence and where to read more; the whole usage text would hide what was wrong. */
    private static int explain(ParameterException failure, String[] words) {
        PrintWriter err = failure.getCommandLine().getErr();
        err.println(failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched) {
            Nearest.to(unmatched.getUnmatched().getFirst(), wordsOf(failure.getCommandLine()))
                    .ifPresent(word -> err.println("Did you mean " + word + "?"));
        }
        err.println("See " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static List<String> wordsOf(CommandLine verb) {
        List<String> words = new ArrayList<>(verb.getSubcommands().keySet());
        words.addAll(verb.getCommandSpec().optionsMap().keySet());
        return words;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"mos " + version()};
        }
    }
}
