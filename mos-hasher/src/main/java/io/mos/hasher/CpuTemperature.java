package io.mos.hasher;

import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry.Sensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The CPU's temperature as Linux tells it, in thousandths of a degree: hwmon drivers of CPUs first,
 * else thermal zones (kernel documentation, hwmon/sysfs-interface and thermal/sysfs-api). Blocks
 * for a few small reads.
 */
final class CpuTemperature {

    /** Drivers whose first temperature is the CPU's: AMD, Intel, Raspberry Pi and other SoCs. */
    private static final Set<String> CPU_DRIVERS =
            Set.of("k10temp", "zenpower", "coretemp", "cpu_thermal", "soc_thermal");

    /** What silicon can have while it computes; outside of it the sensor is broken. */
    private static final double MIN_CELSIUS = -40;

    private static final double MAX_CELSIUS = 130;

    private final Path sysClass;
    private final TimeSource time;

    CpuTemperature(TimeSource time) {
        this(Path.of("/sys/class"), time);
    }

    CpuTemperature(Path sysClass, TimeSource time) {
        this.sysClass = sysClass;
        this.time = time;
    }

    /** One sensor, known or not; never empty. */
    List<Sensor> read() {
        return List.of(new Sensor("cpu", fromHwmon().or(this::fromZone).orElseGet(this::absent)));
    }

    private Optional<Reading<Double>> fromHwmon() {
        return children("hwmon").stream()
                .filter(folder ->
                        line(folder.resolve("name")).filter(CPU_DRIVERS::contains).isPresent())
                .findFirst()
                .map(folder -> celsius(folder.resolve("temp1_input"), name(folder, "name")));
    }

    private Optional<Reading<Double>> fromZone() {
        return children("thermal").stream()
                .filter(folder -> String.valueOf(folder.getFileName()).startsWith("thermal_zone"))
                .findFirst()
                .map(folder -> celsius(folder.resolve("temp"), name(folder, "type")));
    }

    private Reading<Double> absent() {
        return Reading.unknown("this machine shows no CPU temperature", time.now());
    }

    private Reading<Double> celsius(Path file, String source) {
        Optional<String> text = line(file);
        if (text.isEmpty()) {
            return Reading.unknown(source + " cannot be read", time.now());
        }
        try {
            double celsius = Integer.parseInt(text.get()) / 1000.0;
            return celsius < MIN_CELSIUS || celsius > MAX_CELSIUS
                    ? Reading.unknown(source + " shows " + celsius + " °C", time.now())
                    : Reading.of(celsius, time.now(), source);
        } catch (NumberFormatException e) {
            return Reading.unknown(source + " shows \"" + text.get() + "\"", time.now());
        }
    }

    private static String name(Path folder, String file) {
        return line(folder.resolve(file)).orElse(String.valueOf(folder.getFileName()));
    }

    private List<Path> children(String name) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(sysClass.resolve(name))) {
            stream.forEach(folders::add);
        } catch (IOException e) {
            // Not Linux, or a container without sysfs: there is nothing to read.
            return List.of();
        }
        folders.sort(null);
        return folders;
    }

    private static Optional<String> line(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            // A sensor that cannot be read is an unknown reading, which says so.
            return Optional.empty();
        }
    }
}
