package io.mos.drivers.child;

import java.nio.file.Path;
import java.util.List;

/**
 * How the process of the drivers is started.
 *
 * @param command the whole command line: a JVM with a small heap and {@code
 *     -XX:+ExitOnOutOfMemoryError}, our class path, and what ends in {@link DriverHostMain#run}
 * @param drivers the folder of the jars; need not exist
 * @param state where the list of quarantined jars is kept
 */
public record ChildSettings(List<String> command, Path drivers, Path state) {

    public ChildSettings {
        command = List.copyOf(command);
    }
}
