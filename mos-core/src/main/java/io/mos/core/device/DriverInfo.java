package io.mos.core.device;

/**
 * Who a driver is.
 *
 * @param name short and stable, such as {@code bm13xx}; letters, digits and hyphens
 * @param version for people
 * @param level {@link DeviceDriver#LEVEL} as the driver was compiled; the daemon takes its own
 *     level and the one before
 */
public record DriverInfo(String name, String version, int level) {

    public DriverInfo {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("not a driver's name: " + name);
        }
    }

    /** Whether this daemon can use a driver of this level: its own, and the one before. */
    public boolean isUsable() {
        return level == DeviceDriver.LEVEL || level == DeviceDriver.LEVEL - 1;
    }
}
