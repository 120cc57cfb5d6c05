package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "safe-off",
        mixinStandardHelpOptions = true,
        description = {
            "Take hash power away from every board that a dead daemon left powered.",
            "The launcher and the service call it by themselves; a running daemon's boards are left",
            "alone. Exits with 1 when a board could not be made safe."
        },
        footerHeading = "%nExamples:%n",
        footer = "  mos safe-off")
final class SafeOffCommand implements Callable<Integer> {

    private final Verbs verbs;

    SafeOffCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.safeOff();
    }
}
