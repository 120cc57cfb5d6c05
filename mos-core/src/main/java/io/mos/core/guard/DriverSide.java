package io.mos.core.guard;

import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.Fault;
import java.util.concurrent.Executor;

/**
 * Where a guardian's answers and orders go.
 *
 * @param thread the device's; must take a task without waiting, and may refuse it with a {@link
 *     java.util.concurrent.RejectedExecutionException}
 * @param listener called on that thread
 */
public record DriverSide(Executor thread, Listener listener) {

    /** What a driver is told unasked; see {@link io.mos.core.device.DeviceProgram}. */
    public interface Listener {

        /** Hash power was taken away. Told once for each cut, also when nobody had power. */
        void onPowerCut(Fault why);

        /** The board may be powered again. Told once after each cut. */
        void onPowerAllowed();

        /** The cooling allows another frequency. */
        void onAdvice(ThermalAdvice advice);
    }
}
