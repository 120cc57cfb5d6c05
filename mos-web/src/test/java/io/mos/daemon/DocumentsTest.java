package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.agent.AgentMetrics;
import io.mos.core.guard.GuardMetrics;
import io.mos.core.kernel.MetricSpec;
import io.mos.daemon.config.ConfigMarkdown;
import io.mos.drivers.host.HostMetrics;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.server.ServerMetrics;
import io.mos.web.http.WebMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds documents to the code they are written from, and links to what they lead to. */
final class DocumentsTest {

    private static final String CONFIG_PREAMBLE =
            """
            # Configuration

            <!-- Written from the code: mvn -pl mos-web -am verify -Dtest=DocumentsTest -Dmos.docs.write=true
                 -Dsurefire.failIfNoSpecifiedTests=false -->

            One TOML file, then `MOS_…` environment variables, then `--set section.key=value` flags: what comes later
            is stronger. Without `--config` or `MOS_CONFIG`, `./mos.toml`, `~/.config/mos/mos.toml` and
            `/etc/mos/mos.toml` are looked for, in this order. `mos config init` writes a commented file;
            `mos config check` lists everything that is wrong and exits with 78. An unknown key is an error.

            """;

    private static final String METRICS_PREAMBLE =
            """
            # Metrics

            <!-- Written from the code: mvn -pl mos-web -am verify -Dtest=DocumentsTest -Dmos.docs.write=true
                 -Dsurefire.failIfNoSpecifiedTests=false -->

            Prometheus names, in base units. Every label has a bounded set of values. A histogram is served as
            `_bucket`, `_count` and `_sum`; its buckets are the same on every machine, so that those of many add up.

            | name | kind | labels | meaning |
            |--|--|--|--|
            """;

    /** {@code [text](target)}; targets with a scheme lead outside and are not looked at. */
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    private static final Pattern OUTSIDE = Pattern.compile("[a-z]+:.*");

    @Test
    void configIsWrittenFromTheKeys() throws IOException {
        String text = CONFIG_PREAMBLE + ConfigMarkdown.of(MosSchema.SCHEMA).stripTrailing() + "\n";
        assertEquals(text, ProjectFiles.generated("docs/config.md", text));
    }

    @Test
    void theSampleFileIsWhatConfigInitWrites() throws IOException {
        String text = ConfigVerbs.sample(Map.of());
        assertEquals(text, ProjectFiles.generated("mos-web/src/dist/mos.toml", text));
    }

    @Test
    void metricsAreWrittenFromTheNames() throws IOException {
        StringBuilder text = new StringBuilder(METRICS_PREAMBLE);
        metrics().forEach(each -> text.append(row(each)));
        assertEquals(text.toString(), ProjectFiles.generated("docs/metrics.md", text.toString()));
    }

    /** All there are, by name. */
    static List<MetricSpec> metrics() {
        List<MetricSpec> all = new ArrayList<>();
        all.addAll(AgentMetrics.ALL);
        all.addAll(GuardMetrics.ALL);
        all.addAll(HostMetrics.ALL);
        all.addAll(StratumMetrics.ALL);
        all.addAll(ServerMetrics.ALL);
        all.addAll(WebMetrics.ALL);
        all.sort(Comparator.comparing(MetricSpec::name));
        return all;
    }

    @Test
    void everyInternalLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> documents = documents();
        assertTrue(documents.size() > 5, documents.toString());
        for (Path document : documents) {
            Matcher links = LINK.matcher(Files.readString(document, StandardCharsets.UTF_8));
            while (links.find()) {
                if (!leadsSomewhere(document, links.group(1))) {
                    broken.add(ProjectFiles.ROOT.relativize(document) + " -> " + links.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leadsSomewhere(Path document, String target) {
        String file = target.replaceAll("#.*", "");
        return file.isEmpty()
                || OUTSIDE.matcher(target).matches()
                || Files.exists(document.resolveSibling(file));
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path place : List.of(ProjectFiles.ROOT, ProjectFiles.ROOT.resolve("docs"))) {
            int depth = place.endsWith("docs") ? Integer.MAX_VALUE : 1;
            try (Stream<Path> files = Files.walk(place, depth)) {
                files.filter(each -> each.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents;
    }

    private static String row(MetricSpec metric) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        metric.name(),
                        metric.kind().name().toLowerCase(Locale.ROOT),
                        metric.labels().isEmpty() ? "none" : String.join(", ", metric.labels()),
                        metric.help());
    }
}
