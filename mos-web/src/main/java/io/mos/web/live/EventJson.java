package io.mos.web.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import java.io.IOException;

/** Writes one event: its kind, its time and what it is about; the page makes the sentence. */
final class EventJson {

    private EventJson() {}

    static void event(JsonGenerator json, FleetEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("atMs", event.at().toEpochMilli());
        switch (event) {
            case FleetEvent.DeviceChanged changed -> {
                text(json, "kind", "device-changed");
                text(json, "device", changed.device().value());
                DeviceJson.state(json, changed.state());
            }
            case FleetEvent.PoolServing serving -> {
                text(json, "kind", "pool-serving");
                text(json, "source", serving.source());
                json.writeStringField("url", SafeText.url(serving.url()));
            }
            case FleetEvent.PoolLost lost -> lost(json, lost);
            case FleetEvent.PoolMessage message -> {
                text(json, "kind", "pool-message");
                text(json, "source", message.source());
                text(json, "text", message.text());
            }
            case FleetEvent.NewBlock block -> {
                text(json, "kind", "new-block");
                text(json, "source", block.source());
                text(json, "prevHash", block.prevHashDisplayHex());
            }
            case FleetEvent.ShareJudged share -> share(json, share);
            case FleetEvent.BlockFound block -> {
                text(json, "kind", "block-found");
                text(json, "source", block.source());
                text(json, "device", block.device().value());
                text(json, "hash", block.hashDisplayHex());
            }
            case FleetEvent.KernelChosen chosen -> {
                text(json, "kind", "kernel-chosen");
                text(json, "device", chosen.device().value());
                text(json, "kernel", chosen.kernel());
                text(json, "reason", chosen.reason());
            }
            case FleetEvent.DeviceUnserved unserved -> {
                text(json, "kind", "device-unserved");
                text(json, "device", unserved.device().value());
                text(json, "source", unserved.source());
            }
            case FleetEvent.DriversTied tied -> {
                text(json, "kind", "drivers-tied");
                text(json, "device", tied.device().value());
                text(json, "drivers", String.join(", ", tied.drivers()));
            }
            case FleetEvent.DriverDisabled disabled -> {
                text(json, "kind", "driver-disabled");
                text(json, "driver", disabled.driver());
                text(json, "reason", disabled.fault().detail());
            }
            case FleetEvent.DriverQuarantined kept -> {
                text(json, "kind", "driver-quarantined");
                text(json, "jar", kept.jar());
                text(json, "reason", kept.fault().detail());
            }
            case FleetEvent.FallbackStarted started -> {
                text(json, "kind", "fallback-started");
                text(json, "reason", started.reason());
            }
            case FleetEvent.FallbackStopped stopped -> {
                text(json, "kind", "fallback-stopped");
                text(json, "reason", stopped.reason());
            }
            case FleetEvent.BoardCut cut -> {
                board(json, "board-cut", cut.device());
                text(json, "fault", cut.fault().name());
                text(json, "reason", cut.fault().detail());
            }
            case FleetEvent.BoardCutFailed failed -> {
                board(json, "board-cut-failed", failed.device());
                text(json, "reason", failed.reason());
            }
            case FleetEvent.BoardAllowed allowed -> board(json, "board-allowed", allowed.device());
            case FleetEvent.BoardUnguarded unguarded -> {
                board(json, "board-unguarded", unguarded.device());
                text(json, "reason", unguarded.reason());
            }
        }
        json.writeEndObject();
    }

    private static void lost(JsonGenerator json, FleetEvent.PoolLost lost) throws IOException {
        text(json, "kind", "pool-lost");
        text(json, "source", lost.source());
        json.writeStringField("url", SafeText.url(lost.url()));
        text(json, "cause", lost.cause());
        text(json, "reason", lost.reason());
    }

    private static void board(JsonGenerator json, String kind, DeviceId device) throws IOException {
        text(json, "kind", kind);
        text(json, "device", device.value());
    }

    private static void share(JsonGenerator json, FleetEvent.ShareJudged share) throws IOException {
        text(json, "kind", "share-judged");
        text(json, "source", share.source());
        text(json, "device", share.device().value());
        text(json, "verdict", share.verdict());
        text(json, "detail", share.detail());
        if (Double.isFinite(share.shareDifficulty())) {
            json.writeNumberField("shareDifficulty", share.shareDifficulty());
        } else {
            json.writeNullField("shareDifficulty");
        }
    }

    private static void text(JsonGenerator json, String field, String value) throws IOException {
        json.writeStringField(field, SafeText.of(value));
    }
}
