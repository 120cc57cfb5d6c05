package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.serial.Transfer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReplayPortTest {

    private static final Duration WITHIN = Duration.ofSeconds(1);

    private final ReplayPort port =
            ReplayPort.of(
                    115_200,
                    List.of(
                            new ReplayPort.Step.Sent("55aa520500"),
                            new ReplayPort.Step.Sent("0a"),
                            new ReplayPort.Step.Answered("aa551370"),
                            new ReplayPort.Step.Sent("ff")));

    @Test
    void answersOnceEverythingBeforeWasSent() {
        assertEquals(new Transfer.Moved(5), send("55aa520500"));
        assertEquals(new Transfer.TimedOut(), port.read(ByteBuffer.allocate(4), WITHIN));
        send("0a");
        ByteBuffer answer = ByteBuffer.allocate(8);
        assertEquals(new Transfer.Moved(4), port.read(answer, WITHIN));
        assertEquals("aa551370", HexFormat.of().formatHex(answer.array(), 0, 4));
        assertThrows(AssertionError.class, port::assertFinished);
        send("ff");
        port.assertFinished();
    }

    @Test
    void namesTheFirstByteThatDiffers() {
        AssertionError error = assertThrows(AssertionError.class, () -> send("55aa53"));
        assertTrue(error.toString().contains("byte 2 is 53 and was 52"), error::toString);
    }

    @Test
    void refusesMoreThanWasSentThen() {
        send("55aa5205000aff");
        assertThrows(AssertionError.class, () -> send("00"));
    }

    private Transfer send(String hex) {
        return port.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), WITHIN);
    }
}
