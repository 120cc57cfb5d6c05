package io.mos.drivers.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.ByteString;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.kit.ReplayPort;
import io.mos.drivers.kit.ReplayPort.Step;
import io.mos.drivers.peripheral.GpioLines.Level;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden files of {@code vectors/asic/control}, whose README says where they come from. */
@Tag("vectors")
class ControlVectorsTest {

    /** What each recorded request means, page and command and data. */
    private static final Map<String, ControlRequest> MEANINGS =
            Map.of(
                    "I2C write 0xDE to 0x4F", request(1, ControlPage.I2C, 0x20, "4fde"),
                    "I2C read one byte from 0x4C", request(1, ControlPage.I2C, 0x30, "4c01"),
                    "I2C write 0xFE then read two bytes, address 0x32",
                            request(1, ControlPage.I2C, 0x40, "32fe02"),
                    "ASIC reset line high", request(0, ControlPage.GPIO, 0, "01"),
                    "ASIC reset line low", request(0, ControlPage.GPIO, 0, "00"),
                    "read ASIC reset line", request(0, ControlPage.GPIO, 0, ""),
                    "ASIC power enable on", request(0, ControlPage.GPIO, 1, "01"),
                    "ASIC IO power enable on", request(0, ControlPage.GPIO, 2, "01"),
                    "read VDD", request(0, ControlPage.ADC, 0x50, ""),
                    "LED magenta", request(0, ControlPage.LED, 0x10, "ff00ff"));

    private static ControlRequest request(int id, ControlPage page, int command, String data) {
        return new ControlRequest(id, page, command, ByteString.parseHex(data));
    }

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(ControlVectorsTest.class, "asic/control")
                .reading(VectorFormat.BITAXE_CONTROL, ControlVectorsTest::cases)
                .tests();
    }

    private static Stream<DynamicTest> cases(VectorFile file) {
        return Stream.concat(
                file.document()
                        .required("requests")
                        .valueStream()
                        .map(each -> dynamicTest(text(each, "meaning"), () -> checkRequest(each))),
                file.document()
                        .required("responses")
                        .valueStream()
                        .map(each ->
                                dynamicTest(text(each, "response_hex"), () -> checkAnswer(each))));
    }

    private static void checkRequest(JsonNode vector) {
        ByteString frame = ByteString.parseHex(text(vector, "request_hex"));
        ControlRequest request = ControlRequest.parse(frame).orElseThrow();
        assertEquals(frame, ByteString.of(request.toBytes()));
        assertEquals(MEANINGS.get(text(vector, "meaning")), request);
    }

    private static void checkAnswer(JsonNode vector) {
        ControlVersion version =
                ControlVersion.valueOf(text(vector, "format").toUpperCase(Locale.ROOT));
        byte[] frame = ByteString.parseHex(text(vector, "response_hex")).toBytes();
        int id = vector.required("id").intValue();
        ControlAnswer answer =
                new AnswerReader(version, id, -1).accept(frame, 0, frame.length).orElseThrow();
        assertEquals(ByteString.of(frame), ByteString.of(answer.toBytes(version)));
        switch (answer) {
            case ControlAnswer.Data(int answered, ByteString data) -> {
                assertEquals(id, answered);
                assertEquals(text(vector, "data"), data.hex());
            }
            case ControlAnswer.Refused refused -> {
                assertEquals(vector.required("status").intValue(), refused.status());
                assertEquals(
                        text(vector, "error"), refused.text().replaceFirst("^status ff: ", ""));
            }
        }
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).textValue();
    }

    /** The recorded bytes of a reset, with the ids of a channel that begins. */
    @Test
    void resetGoesOutAsRecorded() throws IOException {
        ReplayPort port =
                ReplayPort.of(
                        115_200,
                        List.of(
                                new Step.Sent("060001000600"),
                                new Step.Answered("0500010001"),
                                new Step.Sent("07000200060000"),
                                new Step.Answered("0500020000"),
                                new Step.Sent("060003000600"),
                                new Step.Answered("0500030000"),
                                new Step.Sent("0900040005404cfe01"),
                                new Step.Answered("050004005d")));
        ControlChannel channel = ControlChannel.open(port, new VirtualTime());
        assertEquals(ControlVersion.V1, channel.version());
        channel.set(0, Level.LOW);
        assertEquals(Level.LOW, channel.level(0));
        assertEquals(0x5D, channel.read(0x4C, 0xFE, 1)[0]);
        port.assertFinished();
    }
}
