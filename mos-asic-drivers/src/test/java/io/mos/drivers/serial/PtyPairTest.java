package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.kernel.SystemTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
final class PtyPairTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final SystemTime time = new SystemTime();

    @TempDir Path locks;

    @AfterEach
    void stopClock() {
        time.close();
    }

    @Test
    void nothingIsEchoedBeforeTheHostComes() throws IOException {
        try (PtyPair pair = PtyPair.open(time)) {
            pair.write(ByteBuffer.wrap("version\r\n".getBytes(StandardCharsets.US_ASCII)), LONG);
            assertEquals(new Transfer.TimedOut(), pair.read(ByteBuffer.allocate(16), SHORT));
        }
    }

    @Test
    void aHostThatComesBackIsHeardAndGetsNothingOld() throws IOException {
        SerialPorts ports = new JsscPorts(locks, time);
        try (PtyPair pair = PtyPair.open(time)) {
            SerialRequest request = SerialRequest.of(pair.hostPath(), 115_200);
            ports.open(request, (_, _) -> {}).close();
            assertEquals(new Transfer.TimedOut(), pair.read(ByteBuffer.allocate(16), SHORT));
            pair.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LONG);
            try (SerialPort port = ports.open(request, (_, _) -> {})) {
                assertEquals(new Transfer.TimedOut(), port.read(ByteBuffer.allocate(16), SHORT));
                port.write(ByteBuffer.wrap(new byte[] {4}), LONG);
                ByteBuffer heard = ByteBuffer.allocate(1);
                assertEquals(new Transfer.Moved(1), pair.read(heard, LONG));
                assertArrayEquals(new byte[] {4}, heard.array());
            }
        }
    }

    @Test
    void aClosedPairIsGone() throws IOException {
        PtyPair pair = PtyPair.open(time);
        pair.close();
        pair.close();
        assertEquals(new Transfer.Closed(), pair.read(ByteBuffer.allocate(1), LONG));
        assertThrows(IOException.class, pair::baud);
        assertThrows(IOException.class, pair::dropExclusive);
    }
}
