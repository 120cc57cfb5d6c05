package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPolicyTest {

    private final HostPolicy policy = new HostPolicy(List.of("Shed.local", "mos.example:9000"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8480",
                "LOCALHOST:8480",
                "127.0.0.1:8480",
                "[::1]:8480",
                "shed.local",
                "shed.local:8480",
                "mos.example:9000"
            })
    void knowsItsOwnNames(String host) {
        assertTrue(policy.isOurs(host, 8480));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:8481",
                "127.0.0.2:8480",
                "evil.example",
                "evil.example:8480",
                "localhost.evil.example:8480",
                "evil-localhost:8480",
                "localhost:8480.evil.example",
                "mos.example:8480",
                "mos.example",
                "shed.local:81",
                "[::1]",
                "127.0.0.1:8480:8480",
                "user@localhost:8480"
            })
    void knowsNobodyElses(String host) {
        assertFalse(policy.isOurs(host, 8480));
    }

    @Test
    void takesAHostWithoutPortForPortEighty() {
        assertTrue(policy.isOurs("localhost", 80));
        assertFalse(policy.isOurs("localhost", 8480));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8480", "http://shed.local", "https://shed.local"})
    void knowsItsOwnOrigins(String origin) {
        assertTrue(policy.isOurOrigin(origin, 8480));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://localhost:3000",
                "file://",
                "localhost:8480",
                "HTTP://evil.example#http://localhost:8480",
                "chrome-extension://localhost:8480"
            })
    void knowsNobodyElsesOrigin(String origin) {
        assertFalse(policy.isOurOrigin(origin, 8480));
    }
}
