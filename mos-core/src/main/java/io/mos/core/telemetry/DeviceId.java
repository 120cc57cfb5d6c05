package io.mos.core.telemetry;

/** Names a device within its site and keeps naming it across restarts, such as {@code cpu}. */
public record DeviceId(String value) {
    public DeviceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("blank device id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
