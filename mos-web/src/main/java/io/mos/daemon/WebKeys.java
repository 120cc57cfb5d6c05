package io.mos.daemon;

import io.mos.daemon.config.InvalidTableException;
import io.mos.daemon.config.Key;
import io.mos.daemon.config.Section;
import io.mos.daemon.config.Values;
import io.mos.web.http.WebConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The keys of {@code [web]}. */
final class WebKeys {

    private static final int MAX_PORT = 65_535;

    private static final Key<Boolean> ENABLED =
            Key.flag("enabled")
                    .withDefault(true)
                    .meaning("Whether the web page, /metrics and /healthz are served.");
    private static final Key<String> BIND =
            Key.text("bind")
                    .withDefault(WebConfig.DEFAULT_BIND_ADDRESS)
                    .meaning("The loopback address to listen on; look from elsewhere by a tunnel.");
    private static final Key<Integer> PORT =
            Key.whole("port", 0, MAX_PORT)
                    .withDefault(WebConfig.DEFAULT_PORT)
                    .meaning("The TCP port to listen on, 0 for any free one.");
    private static final Key<List<String>> ALLOWED_HOSTS =
            Key.texts("allowed-hosts")
                    .withDefault(List.of())
                    .meaning(
                            "Further names the page is asked for by, such as a reverse proxy's:"
                                    + " name or name:port.");

    static final Section<WebSettings> SECTION =
            new Section<>(
                    "web",
                    Section.Arity.ONE,
                    "The web page: read-only, for this machine alone.",
                    List.of(ENABLED, BIND, PORT, ALLOWED_HOSTS),
                    WebKeys::bind);

    private WebKeys() {}

    private static WebSettings bind(Values values) {
        String address = values.get(BIND);
        int port = values.get(PORT);
        List<String> hosts = values.get(ALLOWED_HOSTS);
        List<String> problems = new ArrayList<>();
        // WebConfig tells one problem at a time.
        find(() -> new WebConfig(address, port, List.of()), problems);
        find(() -> new WebConfig(WebConfig.DEFAULT_BIND_ADDRESS, port, hosts), problems);
        if (!problems.isEmpty()) {
            throw new InvalidTableException(problems);
        }
        return new WebSettings(values.get(ENABLED), new WebConfig(address, port, hosts));
    }

    private static void find(Supplier<WebConfig> trial, List<String> problems) {
        try {
            WebConfig _ = trial.get();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }
}
