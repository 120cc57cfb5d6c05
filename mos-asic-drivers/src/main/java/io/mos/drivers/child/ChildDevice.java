package io.mos.drivers.child;

import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.kernel.TimeSource;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One program of a stranger's driver and the lane it runs in. Orders come from the thread that
 * reads the pipe; everything else is the lane's.
 */
final class ChildDevice {

    private final Lane lane;
    private final LaneContext context;
    private final Consumer<DeviceWord> daemon;
    private @Nullable DeviceProgram program;

    ChildDevice(ToChild.Open opening, TimeSource time, Lane lane, Consumer<DeviceWord> daemon) {
        this.lane = lane;
        this.daemon = daemon;
        context = new LaneContext(opening, time, lane, daemon);
    }

    void open(DeviceDriver driver, ToChild.Open opening) {
        lane.execute(
                "open",
                () -> {
                    try {
                        DeviceProgram opened = driver.open(opening.match(), context);
                        program = opened;
                        daemon.accept(new DeviceWord.Opened(opened.capabilities()));
                    } catch (IllegalArgumentException e) {
                        daemon.accept(new DeviceWord.Refused(String.valueOf(e.getMessage())));
                        lane.close();
                    }
                });
    }

    void take(DeviceOrder order) {
        try {
            switch (order) {
                case DeviceOrder.Answer answer -> context.answered(answer);
                case DeviceOrder.Start() -> tell("start", DeviceProgram::start);
                case DeviceOrder.Bytes(var bytes) ->
                        tell("onBytes", each -> each.onBytes(ByteBuffer.wrap(bytes.toBytes())));
                case DeviceOrder.Hash(var work) -> tell("onWork", each -> each.onWork(work));
                case DeviceOrder.Ask ask -> tell("onCommand", each -> ask(each, ask));
                case DeviceOrder.PowerCut(var why) ->
                        tell("onPowerCut", each -> each.onPowerCut(why));
                case DeviceOrder.PowerAllowed() ->
                        tell("onPowerAllowed", DeviceProgram::onPowerAllowed);
                case DeviceOrder.Advice(var advice) ->
                        tell("onAdvice", each -> each.onAdvice(advice));
                case DeviceOrder.Stop() -> tell("stop", this::stop);
            }
        } catch (RejectedExecutionException e) {
            if (!lane.isOver()) {
                lane.close();
                daemon.accept(new DeviceWord.Failed(String.valueOf(e.getMessage())));
            }
        }
    }

    Lane lane() {
        return lane;
    }

    private void tell(String what, Consumer<DeviceProgram> method) {
        lane.execute(
                what,
                () -> {
                    DeviceProgram told = program;
                    if (told != null) {
                        method.accept(told);
                    }
                });
    }

    private void ask(DeviceProgram asked, DeviceOrder.Ask ask) {
        asked.onCommand(
                ask.command(),
                result -> daemon.accept(new DeviceWord.Answered(ask.call(), result)));
    }

    private void stop(DeviceProgram stopped) {
        stopped.stop();
        context.flush();
        daemon.accept(new DeviceWord.Stopped());
        lane.close();
    }
}
