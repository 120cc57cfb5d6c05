package io.mos.drivers.bm13xx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.HostFrame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a driver in use sent to a simulated chain; see the README beside the recordings. */
record Trace(ChipFamily family, List<Sent> frames) {

    /** A frame and when it was sent. */
    record Sent(double millis, HostFrame frame) {}

    static Trace of(String chip) {
        String file = "/vectors/asic/frames/driver-traces/esp-miner-" + chip + ".json";
        ChipFamily family = ChipFamilies.named(chip).orElseThrow();
        FrameReader<HostFrame> reader = FrameReader.ofHostFrames(family.jobs().format());
        List<Sent> frames = new ArrayList<>();
        try (InputStream in = Trace.class.getResourceAsStream(file)) {
            for (JsonNode each : new JsonMapper().readTree(in).required("frames")) {
                byte[] bytes = HexFormat.of().parseHex(each.required("hex").asText());
                double millis = each.required("t_ms").doubleValue();
                reader.accept(bytes, 0, bytes.length, frame -> frames.add(new Sent(millis, frame)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
        return new Trace(family, List.copyOf(frames));
    }

    /** What was sent before the first job. */
    List<Command> bringUp() {
        List<Command> commands = new ArrayList<>();
        for (Sent each : frames) {
            switch (each.frame()) {
                case Command command -> commands.add(command);
                case ChipJob _ -> {
                    return commands;
                }
            }
        }
        return commands;
    }

    List<Sent> jobs() {
        return frames.stream().filter(each -> each.frame() instanceof ChipJob).toList();
    }
}
