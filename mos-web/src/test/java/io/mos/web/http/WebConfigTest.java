package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigTest {

    @Test
    void bindsToThisMachineByDefault() {
        assertEquals("127.0.0.1", WebConfig.defaults().bindAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1", "localhost"})
    void takesLoopbackAddresses(String address) {
        assertEquals(address, new WebConfig(address, 0, List.of()).bindAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "192.168.1.7", "10.0.0.1", "", "mos.example", "1.2.3.4.5"})
    void refusesAddressesOthersCanReach(String address) {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> new WebConfig(address, 0, List.of()));
        assertTrue(e.toString().contains("no accounts"), e.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesPortsThatDoNotExist(int port) {
        assertThrows(
                IllegalArgumentException.class, () -> new WebConfig("127.0.0.1", port, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "http://mos.example", "mos.example/x", "a b", "a,b"})
    void refusesWhatIsNoHost(String host) {
        assertThrows(
                IllegalArgumentException.class, () -> new WebConfig("127.0.0.1", 0, List.of(host)));
    }
}
