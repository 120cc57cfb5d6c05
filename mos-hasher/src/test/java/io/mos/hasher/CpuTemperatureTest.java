package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTemperatureTest {

    @TempDir private Path sysClass;

    @Test
    void readsTheHwmonDriverOfTheCpuAndNoOther() throws IOException {
        write("hwmon/hwmon0/name", "nvme");
        write("hwmon/hwmon0/temp1_input", "33000");
        write("hwmon/hwmon1/name", "k10temp");
        write("hwmon/hwmon1/temp1_input", "61250");
        assertEquals(61.25, reading().known().orElseThrow());
    }

    @Test
    void readsTheThermalZoneWhereNoHwmonIs() throws IOException {
        write("thermal/cooling_device0/type", "fan");
        write("thermal/thermal_zone0/type", "cpu-thermal");
        write("thermal/thermal_zone0/temp", "48312");
        assertEquals(48.312, reading().known().orElseThrow());
    }

    @Test
    void saysWhyWhenThereIsNone() {
        String reason =
                switch (reading()) {
                    case Reading.Known<Double> known -> "known: " + known.value();
                    case Reading.Unknown<Double> unknown -> unknown.reason();
                };
        assertEquals("this machine shows no CPU temperature", reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hot", "999000", "-273000"})
    void neverShowsWhatCannotBeATemperature(String text) throws IOException {
        write("thermal/thermal_zone0/type", "cpu-thermal");
        write("thermal/thermal_zone0/temp", text);
        assertInstanceOf(Reading.Unknown.class, reading());
    }

    private Reading<Double> reading() {
        return new CpuTemperature(sysClass, new VirtualTime()).read().getFirst().tempCelsius();
    }

    private void write(String file, String text) throws IOException {
        Path path = sysClass.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }
}
