package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.DeviceDriver;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromisedClassesTest {
    private final ClassLoader promised =
            new PromisedClasses(PromisedClassesTest.class.getClassLoader());

    @Test
    void jarsSeeTheInterfaceItselfAndNotACopy() throws ClassNotFoundException {
        assertSame(DeviceDriver.class, promised.loadClass(DeviceDriver.class.getName()));
        assertTrue(PromisedClasses.isPromised("io.mos.drivers.bm13xx.ChainProgram"));
    }

    @Test
    void jarsSeeNothingThatMayChangeAnyDay() {
        for (String name :
                List.of(
                        Lane.class.getName(),
                        "com.fasterxml.jackson.databind.ObjectMapper",
                        "io.mos.drivers.serial.SerialPort")) {
            assertThrows(ClassNotFoundException.class, () -> promised.loadClass(name));
        }
        assertFalse(PromisedClasses.isPromised("io.mos.corextra.Thing"));
    }
}
