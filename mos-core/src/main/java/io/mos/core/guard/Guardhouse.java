package io.mos.core.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;

/** Where guardians come from. Thread-safe. */
public final class Guardhouse implements Guardians {

    private final TimeSource time;
    private final EventBus<FleetEvent> events;
    private final GuardMetrics metrics;
    private final PoweredBoards powered;

    public Guardhouse(
            TimeSource time,
            EventBus<FleetEvent> events,
            MeterRegistry registry,
            PoweredBoards powered) {
        this.time = time;
        this.events = events;
        this.metrics = new GuardMetrics(registry);
        this.powered = powered;
    }

    @Override
    public BoardGuard guard(GuardedBoard board, DriverSide driver) {
        Guardian guardian =
                post(board, driver, new Guardian.Shared(time, powered, RequestBox::take));
        guardian.start();
        return guardian;
    }

    /** A guardian that was not started; a test runs it on its own thread. */
    Guardian post(GuardedBoard board, DriverSide driver, Guardian.Shared shared) {
        DeviceId device = board.entry().device();
        GuardNews news = new GuardNews(device, driver, events, metrics);
        return new Guardian(board, news, new RequestBox(news::deliver), shared);
    }
}
