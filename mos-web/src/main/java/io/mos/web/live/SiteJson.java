package io.mos.web.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mos.core.fleet.HistoryPoint;
import io.mos.core.fleet.SiteView;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Writes one site, whole or what changed of it. */
final class SiteJson {

    private SiteJson() {}

    static void whole(JsonGenerator json, SiteView site) throws IOException {
        json.writeStartObject();
        totals(json, site);
        pools(json, site.snapshot().pools());
        DeviceJson.devices(json, site.snapshot().devices());
        history(json, site.history());
        events(json, site.recentEvents());
        json.writeEndObject();
    }

    static void change(JsonGenerator json, SiteChange change) throws IOException {
        json.writeStartObject();
        totals(json, change.site());
        if (change.hasOtherPools()) {
            pools(json, change.site().snapshot().pools());
        }
        if (change.isReordered()) {
            json.writeArrayFieldStart("deviceIds");
            for (Telemetry device : change.site().snapshot().devices()) {
                json.writeString(SafeText.of(device.device().value()));
            }
            json.writeEndArray();
        }
        DeviceJson.devices(json, change.devices());
        history(json, change.points());
        events(json, change.events());
        json.writeEndObject();
    }

    private static void totals(JsonGenerator json, SiteView site) throws IOException {
        SiteSnapshot snapshot = site.snapshot();
        json.writeStringField("site", SafeText.of(site.site()));
        json.writeNumberField("version", site.version());
        json.writeNumberField("receivedAtMs", site.receivedAt().toEpochMilli());
        json.writeNumberField("sequence", snapshot.sequence());
        json.writeNumberField("atMs", snapshot.at().toEpochMilli());
        json.writeNumberField("uptimeMs", snapshot.uptime().toMillis());
        json.writeStringField("softwareVersion", SafeText.of(snapshot.softwareVersion()));
        DeviceJson.reading(json, "hashrateGhs", snapshot.total(Telemetry::hashrateGhs));
        DeviceJson.reading(json, "claimedGhs", snapshot.total(Telemetry::claimedGhs));
        shares(json, snapshot);
    }

    private static void shares(JsonGenerator json, SiteSnapshot snapshot) throws IOException {
        ShareCount shares = snapshot.shares();
        json.writeObjectFieldStart("shares");
        json.writeNumberField("accepted", shares.accepted());
        json.writeNumberField("rejected", shares.rejected());
        json.writeNumberField("stale", shares.stale());
        json.writeNumberField("unanswered", shares.unanswered());
        json.writeNumberField("acceptedDifficulty", shares.acceptedDifficulty());
        json.writeNumberField("blocks", shares.blocks());
        if (snapshot.lastShareAt().isPresent()) {
            json.writeNumberField("lastAcceptedAtMs", snapshot.lastShareAt().get().toEpochMilli());
        }
        json.writeEndObject();
    }

    private static void pools(JsonGenerator json, List<PoolTelemetry> pools) throws IOException {
        json.writeArrayFieldStart("pools");
        for (PoolTelemetry pool : pools) {
            pool(json, pool);
        }
        json.writeEndArray();
    }

    private static void pool(JsonGenerator json, PoolTelemetry pool) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", SafeText.of(pool.source()));
        json.writeStringField("url", SafeText.url(pool.url()));
        json.writeStringField("state", pool.state());
        json.writeBooleanField("isActive", pool.isActive());
        json.writeNumberField("sinceMs", pool.since().toEpochMilli());
        json.writeStringField("detail", SafeText.of(pool.detail()));
        // 0 stands for "no job yet" in the record; on the wire, what is absent is left out.
        if (pool.shareDifficulty() > 0) {
            json.writeNumberField("shareDifficulty", pool.shareDifficulty());
        }
        if (pool.replyMillis().isPresent()) {
            json.writeNumberField("replyMs", pool.replyMillis().get());
        }
        if (pool.lastJobAt().isPresent()) {
            json.writeNumberField("lastJobAtMs", pool.lastJobAt().get().toEpochMilli());
        }
        json.writeEndObject();
    }

    /** Columns, as a chart wants them and for a third of the bytes of rows. */
    private static void history(JsonGenerator json, List<HistoryPoint> points) throws IOException {
        json.writeObjectFieldStart("history");
        longs(json, "atMs", points, point -> point.at().toEpochMilli());
        rates(json, "hashrateGhs", points, HistoryPoint::hashrateGhs);
        rates(json, "claimedGhs", points, HistoryPoint::claimedGhs);
        longs(json, "accepted", points, HistoryPoint::accepted);
        longs(json, "rejected", points, HistoryPoint::rejected);
        longs(json, "stale", points, HistoryPoint::stale);
        json.writeEndObject();
    }

    private static void longs(
            JsonGenerator json,
            String field,
            List<HistoryPoint> points,
            ToLongFunction<HistoryPoint> of)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (HistoryPoint point : points) {
            json.writeNumber(of.applyAsLong(point));
        }
        json.writeEndArray();
    }

    private static void rates(
            JsonGenerator json,
            String field,
            List<HistoryPoint> points,
            Function<HistoryPoint, OptionalDouble> of)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (HistoryPoint point : points) {
            OptionalDouble rate = of.apply(point);
            if (rate.isPresent() && Double.isFinite(rate.getAsDouble())) {
                json.writeNumber(rate.getAsDouble());
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static void events(JsonGenerator json, List<FleetEvent> events) throws IOException {
        json.writeArrayFieldStart("events");
        for (FleetEvent event : events) {
            EventJson.event(json, event);
        }
        json.writeEndArray();
    }
}
