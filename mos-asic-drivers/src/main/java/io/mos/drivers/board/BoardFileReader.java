package io.mos.drivers.board;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.BoardPlan.LinePlan;
import io.mos.core.device.ProtectionPlan;
import io.mos.drivers.bm13xx.TicketMask;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.ChipFamily.BaudRate;
import io.mos.drivers.board.BoardFile.Chips;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads one board file, with all that is wrong with it. Owner: the thread that reads. */
final class BoardFileReader {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** A board file has some kilobytes. */
    private static final int MAX_BYTES = 256 * 1024;

    private static final String NAME_FORM = "[a-z0-9][a-z0-9-]{0,39}";
    private static final int MAX_PORT = 7;

    /** An address is a byte (BM13XX.md §3). */
    private static final int MAX_CHIPS = 256;

    private static final String BITAXE_RAW = "bitaxe-raw";

    private final List<String> problems = new ArrayList<>();
    private final boolean isShipped;

    private BoardFileReader(boolean isShipped) {
        this.isShipped = isShipped;
    }

    /** A file of ours: every number has a source. */
    static BoardFile shipped(String file, InputStream json) throws IOException {
        return new BoardFileReader(true).read(file, json);
    }

    /** A file of the user's: as strict, but he needs not say where he has it from. */
    static BoardFile written(String file, InputStream json) throws IOException {
        return new BoardFileReader(false).read(file, json);
    }

    private BoardFile read(String file, InputStream json) throws IOException {
        byte[] bytes = json.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BoardFileException(file, List.of("is larger than " + MAX_BYTES + " bytes"));
        }
        JsonNode document;
        try {
            document = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new BoardFileException(file, List.of("is not JSON: " + e.getOriginalMessage()));
        }
        Optional<BoardFile> board = board(Fields.of(document, problems, isShipped));
        if (board.isEmpty() || !problems.isEmpty()) {
            throw new BoardFileException(file, problems);
        }
        return board.get();
    }

    private Optional<BoardFile> board(Fields file) {
        String name = file.text("name", each -> each.matches(NAME_FORM), "lower-case words with -");
        String model = file.text("model");
        Badge badge =
                isShipped || file.has("badge") ? file.choice("badge", Badge.class) : Badge.REPLAY;
        Optional<UsbMatch> usb = file.optionalSection("usb").map(BoardFileReader::usb);
        Fields chipFields = file.section("chips");
        Optional<ChipFamily> family = family(chipFields);
        if (family.isEmpty()) {
            return Optional.empty();
        }
        Chips chips = chips(chipFields, family.get());
        LinePlan line = line(file.section("line"), family.get());
        var protection = new ProtectionReader(family.get(), line.controlPort().isPresent());
        ProtectionPlan plan = protection.read(file);
        Tuning tuning = protection.tuning(file.section("tuning"), plan);
        file.endWithin();
        return Optional.of(
                new BoardFile(new BoardPlan(name, model, line, plan), badge, chips, tuning, usb));
    }

    private static Optional<ChipFamily> family(Fields chips) {
        String names =
                ChipFamilies.all().stream().map(ChipFamily::name).collect(Collectors.joining(", "));
        String name =
                chips.text(
                        "family", each -> ChipFamilies.named(each).isPresent(), "one of " + names);
        return ChipFamilies.named(name);
    }

    private static Chips chips(Fields fields, ChipFamily family) {
        int count = fields.whole("count", 1, MAX_CHIPS);
        List<Integer> ends =
                fields.has("domain-ends") ? fields.wholes("domain-ends", 0, count - 1) : List.of();
        int first = family.baudRates().getFirst().baud();
        int baud = fields.whole("hashing-baud", 1, Integer.MAX_VALUE, first);
        List<Integer> rates = family.baudRates().stream().map(BaudRate::baud).toList();
        if (!rates.contains(baud)) {
            fields.problem("hashing-baud", "must be one of " + rates + ", not " + baud);
        }
        int zeroBits =
                fields.whole(
                        "ticket-zero-bits",
                        1,
                        TicketMask.CHIP_ZERO_BITS,
                        TicketMask.CHIP_ZERO_BITS);
        fields.end();
        return new Chips(family, count, ends, baud, zeroBits);
    }

    /** The rate after a reset is the chips' own; a bridge passes on what the host sets. */
    private static LinePlan line(Fields fields, ChipFamily family) {
        int data = fields.whole("data-port", 0, MAX_PORT, 0);
        OptionalInt control = OptionalInt.empty();
        Optional<String> protocol = Optional.empty();
        if (fields.has("control-port") || fields.has("control-protocol")) {
            control = OptionalInt.of(fields.whole("control-port", 0, MAX_PORT));
            protocol = Optional.of(fields.text("control-protocol", BITAXE_RAW::equals, BITAXE_RAW));
            if (control.getAsInt() == data) {
                fields.problem("control-port", "must not be the data port");
            }
        }
        fields.end();
        return new LinePlan(data, control, protocol, family.baudRates().getFirst().baud());
    }

    private static UsbMatch usb(Fields fields) {
        UsbMatch match =
                new UsbMatch(
                        fields.text("manufacturer"),
                        fields.text("product"),
                        optionalHex(fields, "vendor-id"),
                        optionalHex(fields, "product-id"),
                        optionalHex(fields, "release-min").orElse(0),
                        optionalHex(fields, "release-max").orElse(UsbMatch.ANY_RELEASE));
        fields.end();
        return match;
    }

    private static OptionalInt optionalHex(Fields fields, String name) {
        return fields.has(name)
                ? OptionalInt.of(fields.hex(name, UsbMatch.ANY_RELEASE))
                : OptionalInt.empty();
    }
}
