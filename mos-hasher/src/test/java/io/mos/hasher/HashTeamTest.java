package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mos.core.device.NonceListener;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many threads hash, and how the operating system ranks them. */
class HashTeamTest {

    private static final Path TASKS = Path.of("/proc/self/task");

    /** Fields of /proc/…/stat after the name in parentheses: 3 is the state, 19 the nice value. */
    private static final int NICE_AFTER_NAME = 19 - 3;

    private static final int LOW = 15;

    @Test
    void runsTheConfiguredNumberOfThreadsAtLowPriority() throws IOException {
        assumeTrue(Files.isDirectory(TASKS), "priorities of threads are read from Linux's /proc");
        int mine = niceOf(Path.of("/proc/thread-self"));
        HasherConfig config = new HasherConfig(HasherConfig.Mode.ALWAYS, 3, 100, "digest");
        try (SystemTime time = new SystemTime();
                CpuDevice device =
                        CpuDevice.open(
                                config,
                                new CpuDevice.CpuContext(
                                        time,
                                        Entropy.system(),
                                        new EventBus<>(),
                                        _ -> NonceListener.ClaimVerdict.PROVEN))) {
            Map<String, Integer> low = Map.of("hash-0", LOW, "hash-1", LOW, "hash-2", LOW);
            Await.until("all have lowered their priority", () -> niceOfTeam().equals(low));
            assertTrue(device.capabilities().size() > 0);
        }
        assertEquals(mine, niceOf(Path.of("/proc/thread-self")), "nobody else's was lowered");
    }

    private static Map<String, Integer> niceOfTeam() {
        Map<String, Integer> found = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                String name = Files.readString(task.resolve("comm")).strip();
                if (name.matches("hash-[0-9]+")) {
                    found.put(name, niceOf(task));
                }
            }
        } catch (IOException e) {
            // A thread of another test ended meanwhile: the next look sees it gone.
            return Map.of();
        }
        return found;
    }

    private static int niceOf(Path task) throws IOException {
        String stat = Files.readString(task.resolve("stat"));
        String afterName = stat.substring(stat.lastIndexOf(')') + 2);
        return Integer.parseInt(List.of(afterName.split(" ", -1)).get(NICE_AFTER_NAME));
    }
}
