package io.mos.web.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Writes devices, their states and readings. */
final class DeviceJson {

    private DeviceJson() {}

    static void devices(JsonGenerator json, List<Telemetry> devices) throws IOException {
        json.writeArrayFieldStart("devices");
        for (Telemetry device : devices) {
            device(json, device);
        }
        json.writeEndArray();
    }

    static void reading(JsonGenerator json, String field, Reading<Double> reading)
            throws IOException {
        json.writeObjectFieldStart(field);
        switch (reading) {
            case Reading.Known<Double> known when Double.isFinite(known.value()) -> {
                json.writeNumberField("value", known.value());
                json.writeNumberField("atMs", known.at().toEpochMilli());
                json.writeStringField("source", SafeText.of(known.source()));
            }
            case Reading.Known<Double> known -> {
                json.writeStringField("unknown", SafeText.of(known.source() + " gave no number"));
                json.writeNumberField("sinceMs", known.at().toEpochMilli());
            }
            case Reading.Unknown<Double> unknown -> {
                json.writeStringField("unknown", SafeText.of(unknown.reason()));
                json.writeNumberField("sinceMs", unknown.since().toEpochMilli());
            }
        }
        json.writeEndObject();
    }

    static void state(JsonGenerator json, DeviceState state) throws IOException {
        json.writeObjectFieldStart("state");
        json.writeStringField("name", state.label());
        json.writeNumberField("sinceMs", state.since().toEpochMilli());
        switch (state) {
            case DeviceState.Degraded degraded ->
                    json.writeStringField("fault", SafeText.of(degraded.fault().name()));
            case DeviceState.Offline offline ->
                    json.writeStringField("fault", SafeText.of(offline.fault().name()));
            case DeviceState.Starting _,
                    DeviceState.Hashing _,
                    DeviceState.Idle _,
                    DeviceState.Closed _ -> {
                // These have no fault.
            }
        }
        if (!state.reason().isEmpty()) {
            json.writeStringField("reason", SafeText.of(state.reason()));
        }
        json.writeEndObject();
    }

    private static void device(JsonGenerator json, Telemetry device) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", SafeText.of(device.device().value()));
        json.writeStringField("kind", SafeText.of(device.kind()));
        json.writeStringField("model", SafeText.of(device.model()));
        state(json, device.state());
        json.writeNumberField("atMs", device.at().toEpochMilli());
        reading(json, "hashrateGhs", device.hashrateGhs());
        reading(json, "claimedGhs", device.claimedGhs());
        json.writeNumberField("claims", device.work().claims());
        json.writeNumberField("hardwareErrors", device.work().hardwareErrors());
        json.writeNumberField("duplicates", device.work().duplicates());
        json.writeArrayFieldStart("sensors");
        for (Telemetry.Sensor sensor : device.sensors()) {
            json.writeStartObject();
            json.writeStringField("name", SafeText.of(sensor.name()));
            reading(json, "tempCelsius", sensor.tempCelsius());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (isBoard(device.board())) {
            board(json, device.board());
        }
        json.writeEndObject();
    }

    private static boolean isBoard(Telemetry.Board board) {
        return !board.chips().isEmpty()
                || Stream.of(board.powerWatts(), board.frequencyMhz(), board.fanRpm())
                        .anyMatch(reading -> reading.known().isPresent());
    }

    private static void board(JsonGenerator json, Telemetry.Board board) throws IOException {
        json.writeObjectFieldStart("board");
        reading(json, "powerWatts", board.powerWatts());
        reading(json, "coreMillivolts", board.coreMillivolts());
        reading(json, "frequencyMhz", board.frequencyMhz());
        reading(json, "fanRpm", board.fanRpm());
        reading(json, "fanPercent", board.fanPercent());
        json.writeArrayFieldStart("chips");
        for (Telemetry.Chip chip : board.chips()) {
            json.writeStartObject();
            json.writeNumberField("number", chip.number());
            json.writeNumberField("provenHashes", chip.provenHashes());
            json.writeNumberField("nonces", chip.nonces());
            json.writeNumberField("hardwareErrors", chip.hardwareErrors());
            json.writeNumberField("duplicates", chip.duplicates());
            json.writeNumberField("badCrc", chip.badCrc());
            reading(json, "tempCelsius", chip.tempCelsius());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
