package io.mos.daemon.interop;

import io.mos.core.testkit.Needs;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What .ci/node says about the foreign processes it started. */
final class Foreign {

    private final Properties settings;

    private Foreign(Properties settings) {
        this.settings = settings;
    }

    /**
     * The settings file a system property names; without it the test is skipped, or fails where it
     * is required.
     */
    static Foreign named(String property) throws IOException {
        String file = System.getProperty(property, "");
        Needs.that(!file.isBlank(), "start it by .ci/node and name its file by -D" + property);
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            settings.load(reader);
        }
        return new Foreign(settings);
    }

    String get(String key) {
        String value = settings.getProperty(key);
        if (value == null) {
            throw new AssertionError(key + " is missing in the settings");
        }
        return value;
    }

    int port(String key) {
        return Integer.parseInt(get(key));
    }

    /** The real node as a user configures it for solo work. */
    String soloUrl() {
        return "solo+http://%s:%s@127.0.0.1:%s"
                .formatted(get("NODE_RPC_USER"), get("NODE_RPC_PASSWORD"), get("NODE_RPC_PORT"));
    }
}
