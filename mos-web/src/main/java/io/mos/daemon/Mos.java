package io.mos.daemon;

import io.mos.cli.MosCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process's entry point. */
public final class Mos {

    private Mos() {}

    /** Does what the words say and ends the process with its exit code. */
    public static void main(String[] words) {
        Map<String, String> environment = System.getenv();
        ConfigPlaces places =
                new ConfigPlaces(environment, Path.of(System.getProperty("user.home", ".")));
        DaemonVerbs verbs = new DaemonVerbs(environment, places);
        System.exit(MosCommand.execute(List.of(words), verbs));
    }
}
