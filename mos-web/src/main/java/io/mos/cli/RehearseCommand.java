package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What the launcher has recorded for the start-up cache; nothing for people to call. */
@Command(
        name = "rehearse",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Start as \"mos run\" does, on a pool inside this process, for some seconds.",
        footerHeading = "%nExamples:%n",
        footer = "  mos make-start-cache   calls it")
final class RehearseCommand implements Callable<Integer> {

    private final Verbs verbs;

    RehearseCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.rehearse();
    }
}
