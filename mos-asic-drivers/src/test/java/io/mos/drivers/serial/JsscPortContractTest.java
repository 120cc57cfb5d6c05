package io.mos.drivers.serial;

import io.mos.core.kernel.SystemTime;
import io.mos.drivers.kit.SerialPortContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
final class JsscPortContractTest extends SerialPortContract {

    private final SystemTime time = new SystemTime();

    @TempDir Path locks;

    @Override
    protected Line newLine() throws IOException {
        PtyPair pair = PtyPair.open(time);
        return new Line(new JsscPorts(locks, time), pair.hostPath(), pair);
    }

    @AfterEach
    void stopClock() {
        time.close();
    }
}
