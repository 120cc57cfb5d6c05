package io.mos.drivers.child;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jars that brought their process down, kept across restarts of the daemon. An entry holds for the
 * very bytes it was made for: another file of that name is another chance. Owner: one thread.
 */
final class Quarantine {

    /** In the state folder: an array of objects with the components of {@link Entry}. */
    static final String FILE = "quarantined-drivers.json";

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final JsonMapper json = new JsonMapper();
    private final Path file;
    private final List<Entry> entries = new ArrayList<>();

    /** One jar and what it did. */
    record Entry(String jar, String sha256, String since, String why) {}

    private Quarantine(Path file) {
        this.file = file;
    }

    /** Reads what is kept; a file that cannot be read keeps nobody out, and is told. */
    static Quarantine read(Path stateFolder) {
        Quarantine quarantine = new Quarantine(stateFolder.resolve(FILE));
        try {
            for (JsonNode each : quarantine.json.readTree(Files.readAllBytes(quarantine.file))) {
                quarantine.entries.add(
                        new Entry(
                                each.path("jar").asText(),
                                each.path("sha256").asText(),
                                each.path("since").asText(),
                                each.path("why").asText()));
            }
        } catch (NoSuchFileException _) {
            LOG.atDebug().log("no driver was ever quarantined");
        } catch (JacksonException e) {
            LOG.atWarn()
                    .addKeyValue("file", quarantine.file)
                    .addKeyValue("reason", e.getOriginalMessage())
                    .log("list of quarantined drivers is damaged and begun anew");
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("list of quarantined drivers cannot be read");
        }
        return quarantine;
    }

    /** Why this very jar may not run. */
    Optional<Entry> of(DriverFolder.Jar jar) {
        return entries.stream().filter(each -> isOf(each, jar)).findFirst();
    }

    /** Keeps a jar out from now on, in place of an earlier one of its name. */
    void add(DriverFolder.Jar jar, Instant at, String why) throws IOException {
        entries.removeIf(each -> each.jar().equals(jar.name()));
        entries.add(new Entry(jar.name(), jar.sha256(), at.toString(), why));
        write();
    }

    /** Forgets what is not there any more. */
    void keepOnly(List<DriverFolder.Jar> jars) throws IOException {
        if (entries.removeIf(each -> jars.stream().noneMatch(jar -> isOf(each, jar)))) {
            write();
        }
    }

    private static boolean isOf(Entry entry, DriverFolder.Jar jar) {
        return entry.jar().equals(jar.name()) && entry.sha256().equals(jar.sha256());
    }

    private void write() throws IOException {
        ArrayNode all = json.createArrayNode();
        for (Entry each : entries) {
            all.addObject()
                    .put("jar", each.jar())
                    .put("sha256", each.sha256())
                    .put("since", each.since())
                    .put("why", each.why());
        }
        Files.createDirectories(file.getParent());
        Path whole = file.resolveSibling(FILE + ".new");
        Files.write(whole, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(all));
        Files.move(
                whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
