package io.mos.core.device;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A device's settings by name, as the configuration has them under {@code [[boards]]}; names are in
 * kebab case with their unit, such as {@code frequency-mhz}.
 */
public record DeviceSettings(Map<String, String> values) {

    public static final DeviceSettings NONE = new DeviceSettings(Map.of());

    public DeviceSettings {
        values = Map.copyOf(values);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException when it is none; names the setting
     */
    public OptionalDouble number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text.get()));
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(name + " is no number: " + text.get());
        }
    }
}
