package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control channel's device side, against recorded frames and BM13XX.md §11. */
class ControlDeviceTest {

    private static JsonNode vectors() {
        String file = "/vectors/asic/control/bitaxe-raw-control.json";
        try (InputStream in = ControlDeviceTest.class.getResourceAsStream(file)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static BoardBench gamma(ControlVersion version) {
        return new BoardBench("bitaxe-gamma", SimOptions.usual().withVersion(version));
    }

    /**
     * Every request of the firmware's own description has an answer; that of an absent part, too.
     */
    @Test
    @Tag("vectors")
    void answersEveryRecordedRequest() {
        for (ControlVersion version : ControlVersion.values()) {
            BoardBench bench = gamma(version);
            for (JsonNode each : vectors().required("requests")) {
                String request = each.required("request_hex").asText();
                bench.control(request);
                String answer = bench.controlAnswer();
                assertEquals(request.substring(4, 6), answer.substring(4, 6), request);
            }
        }
    }

    @Test
    @Tag("vectors")
    void framesAnswersAsRecorded() {
        for (JsonNode each : vectors().required("responses")) {
            ControlVersion version =
                    each.required("format").asText().equals("v0")
                            ? ControlVersion.V0
                            : ControlVersion.V1;
            ControlOutcome outcome =
                    each.has("error")
                            ? error(each)
                            : new ControlOutcome.Done(hex(each.required("data").asText()));
            assertEquals(
                    Optional.of(each.required("response_hex").asText()),
                    ControlAnswer.of(version, each.required("id").asInt(), outcome)
                            .map(HexFormat.of()::formatHex));
        }
    }

    private static ControlOutcome error(JsonNode each) {
        int status = each.required("status").asInt();
        return status == ControlOutcome.Failed.STATUS
                ? new ControlOutcome.Failed(each.required("error").asText())
                : new ControlOutcome.Refused(status);
    }

    private static ByteString hex(String text) {
        return ByteString.of(HexFormat.of().parseHex(text));
    }

    /** A v0 error says four bytes and sends one: who waits for the rest waits for ever. */
    @Test
    void anErrorOfV0IsFramedLikeAnAnswerThatNeverEnds() {
        BoardBench bench = gamma(ControlVersion.V0);
        bench.control("060033000777");
        assertEquals("04003311", bench.controlAnswer());
    }

    @ParameterizedTest
    @CsvSource({"V0, 010042, 01", "V1, 05004200, 01"})
    void linesCanBeSetAndAsked(ControlVersion version, String start, String level) {
        BoardBench bench = gamma(version);
        bench.control("07004200060001");
        bench.controlAnswer();
        bench.control("060042000600");
        assertEquals(start + level, bench.controlAnswer());
    }

    @Test
    void aRequestMayComeInPiecesButNotWithAPause() {
        BoardBench bench = gamma(ControlVersion.V1);
        bench.control("0600");
        bench.control("42000600");
        assertEquals("0500420000", bench.controlAnswer());
        bench.control("0600");
        bench.pass(Duration.ofMillis(5));
        bench.control("42000600");
        assertEquals("", bench.controlAnswer());
        bench.control("060042000600");
        assertEquals("0500420000", bench.controlAnswer(), "and it is whole again after");
    }

    @Test
    void oneRequestAtATime() {
        BoardBench bench = gamma(ControlVersion.V1);
        bench.control("060001000600060002000600");
        bench.control("060003000600");
        assertEquals("0500010000", bench.controlAnswer());
    }

    @ParameterizedTest
    @CsvSource({
        "060001000603, no such line",
        "08000100060001ff, two levels",
        "060001000752, no such measurement",
        "0800010008100000, half a colour",
        "0600010005 20, no address",
        "070001000530 24, no count",
        "080001000599 2400, no such transfer",
        "0a00010009 01 deadbeee, not quite the word",
        "060001004242, no such page"
    })
    void whatItDoesNotKnowIsRefused(String request, String why) {
        BoardBench bench = gamma(ControlVersion.V1);
        bench.control(request.replace(" ", ""));
        assertEquals("04000111", bench.controlAnswer(), why);
    }

    @Test
    void anAbsentPartIsAnErrorWithWords() {
        BoardBench bench = gamma(ControlVersion.V1);
        assertEquals(
                "0c0001ff"
                        + HexFormat.of().formatHex("i2c nack".getBytes(StandardCharsets.US_ASCII)),
                bench.ask(0x05, 0x30, "4f01"));
    }

    @Test
    void lengthsThatCannotBeAreForgotten() {
        BoardBench bench = gamma(ControlVersion.V1);
        bench.control("0500010006");
        bench.control("ffff01000600");
        assertEquals("", bench.controlAnswer());
        bench.control("060001000600");
        assertEquals("0500010000", bench.controlAnswer());
    }

    @Test
    void measuresSupplyAndInput() {
        BoardBench bench = gamma(ControlVersion.V0);
        bench.powerGamma();
        String core = bench.ask(0x07, 0x50, "").substring(6);
        assertEquals(1_150, Integer.reverseBytes(Integer.parseInt(core, 16)) >>> 16, 1);
        String input = bench.ask(0x07, 0x51, "").substring(6);
        assertEquals(5_050, Integer.reverseBytes(Integer.parseInt(input, 16)) >>> 16, 60);
    }

    @Test
    void aRebootHoldsTheChipsAndSaysNothing() {
        BoardBench bench = gamma(ControlVersion.V0);
        bench.powerGamma();
        assertEquals(1, bench.chips());
        assertEquals("", bench.ask(0x09, 0x01, "deadbeef"));
        assertEquals(0, bench.chips());
        assertEquals("", bench.ask(0x09, 0x02, "b00710ad"));
        assertEquals(true, bench.status().unplugged());
    }
}
