package io.mos.web.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mos.core.kernel.Health;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** What /healthz says: 200 while every module works, if only impaired, else 503; and why. */
record HealthReport(Map<String, Health> modules) {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    int status() {
        return word().equals("down") ? UNAVAILABLE : OK;
    }

    byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("status", word());
            json.writeObjectFieldStart("modules");
            for (Map.Entry<String, Health> module : modules.entrySet()) {
                json.writeObjectFieldStart(module.getKey());
                json.writeStringField("status", word(module.getValue()));
                Optional<String> reason = reason(module.getValue());
                if (reason.isPresent()) {
                    json.writeStringField("reason", reason.get());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** The worst of all. */
    private String word() {
        if (modules.values().stream().anyMatch(Health.Down.class::isInstance)) {
            return "down";
        }
        return modules.values().stream().anyMatch(Health.Degraded.class::isInstance)
                ? "degraded"
                : "up";
    }

    private static String word(Health health) {
        return switch (health) {
            case Health.Up _ -> "up";
            case Health.Degraded _ -> "degraded";
            case Health.Down _ -> "down";
        };
    }

    private static Optional<String> reason(Health health) {
        return switch (health) {
            case Health.Up _ -> Optional.empty();
            case Health.Degraded degraded -> Optional.of(degraded.reason());
            case Health.Down down -> Optional.of(down.reason());
        };
    }
}
