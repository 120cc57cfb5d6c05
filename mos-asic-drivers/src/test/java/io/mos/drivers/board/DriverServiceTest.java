package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.device.DeviceDriver;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What the daemon finds on its class path. */
class DriverServiceTest {

    @Test
    void boardFilesHaveTheirDriver() {
        List<String> found =
                ServiceLoader.load(DeviceDriver.class).stream()
                        .map(provider -> provider.get().info().name())
                        .toList();
        assertEquals(List.of("bm13xx"), found);
    }
}
