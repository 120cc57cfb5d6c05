package io.mos.web.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.mos.core.fleet.FleetView;
import io.mos.core.fleet.SiteView;
import io.mos.core.kernel.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes fleet views, and what changed between two of them, as UTF-8 JSON without line breaks.
 * Every number has its unit in its name; a reading is {@code {value, atMs, source}} or {@code
 * {unknown, sinceMs}}; what is absent is left out. The shapes are those of {@code api.ts} in the
 * page's sources. Thread-safe.
 */
public final class FleetJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** A view of one machine with full history and events is about 40 kB; a change 1 kB. */
    private static final int USUAL_BYTES = 4_096;

    private final TimeSource time;

    public FleetJson(TimeSource time) {
        this.time = time;
    }

    /** All of it. */
    public byte[] whole(FleetView view) {
        return write(json -> {
            head(json, view.version());
            sites(json, "sites", view.sites());
        });
    }

    /** What brings a reader of {@code from} to {@code to}. */
    public byte[] change(FleetView from, FleetView to) {
        List<SiteView> whole = new ArrayList<>();
        List<SiteChange> changed = new ArrayList<>();
        for (SiteView site : to.sites()) {
            Optional<SiteView> before = from.site(site.site());
            if (before.isPresent() && before.get().version() == site.version()) {
                continue;
            }
            before.flatMap(known -> SiteChange.between(known, site))
                    .ifPresentOrElse(changed::add, () -> whole.add(site));
        }
        List<String> removed =
                from.sites().stream()
                        .map(SiteView::site)
                        .filter(name -> to.site(name).isEmpty())
                        .toList();
        return write(json -> change(json, to.version(), whole, changed, removed));
    }

    /** A sign of life: this moment. */
    public byte[] beat() {
        return write(json -> json.writeNumberField("nowMs", time.now().toEpochMilli()));
    }

    private void change(
            JsonGenerator json,
            long version,
            List<SiteView> whole,
            List<SiteChange> changed,
            List<String> removed)
            throws IOException {
        head(json, version);
        if (!whole.isEmpty()) {
            sites(json, "whole", whole);
        }
        if (!changed.isEmpty()) {
            json.writeArrayFieldStart("changed");
            for (SiteChange change : changed) {
                SiteJson.change(json, change);
            }
            json.writeEndArray();
        }
        if (!removed.isEmpty()) {
            json.writeArrayFieldStart("removed");
            for (String name : removed) {
                json.writeString(SafeText.of(name));
            }
            json.writeEndArray();
        }
    }

    private void head(JsonGenerator json, long version) throws IOException {
        json.writeNumberField("version", version);
        json.writeNumberField("nowMs", time.now().toEpochMilli());
    }

    private static void sites(JsonGenerator json, String field, List<SiteView> sites)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (SiteView site : sites) {
            SiteJson.whole(json, site);
        }
        json.writeEndArray();
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
