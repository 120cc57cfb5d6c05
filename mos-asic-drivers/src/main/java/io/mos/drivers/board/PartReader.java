package io.mos.drivers.board;

import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.drivers.peripheral.PartCatalog;
import io.mos.drivers.peripheral.PartCatalog.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads one part of a board file against what its kind needs. */
final class PartReader {

    /** Addresses above and below are the bus's own (I2C-bus specification, table 3). */
    private static final int MIN_ADDRESS = 0x08;

    private static final int MAX_ADDRESS = 0x77;

    private PartReader() {}

    /**
     * @param given settings that stand elsewhere in the file already
     */
    static PartPlan read(Fields fields, PartCatalog<?> catalog, Map<String, Double> given) {
        String kind = fields.text("kind", catalog.kinds()::contains, "one of " + catalog.kinds());
        int address = fields.hex("address", MAX_ADDRESS);
        if (address < MIN_ADDRESS) {
            fields.problem("address", "must be from 08 to 77");
        }
        Map<String, Double> settings = new HashMap<>(given);
        List<Setting> wanted = catalog.settings(kind).orElse(List.of());
        List<Setting> missing =
                wanted.stream().filter(each -> !given.containsKey(each.name())).toList();
        if (!missing.isEmpty()) {
            Fields values = fields.section("settings");
            for (Setting each : missing) {
                settings.put(each.name(), values.number(each.name(), each.min(), each.max()));
            }
            values.endWithin();
        }
        fields.end();
        settings.keySet().retainAll(wanted.stream().map(Setting::name).toList());
        return new PartPlan(kind, OptionalInt.of(address), settings);
    }
}
