package io.mos.drivers.child;

import io.mos.core.device.BoardControl;
import io.mos.drivers.child.DeviceOrder.Answer.BoardAnswered;
import io.mos.drivers.child.DeviceWord.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** A board's guardian, who lives in the daemon. Owner: the lane's thread. */
final class PipedBoard implements BoardControl {

    /** A guardian answers each within a second; a program that asks on is out of its mind. */
    private static final int MAX_OPEN = 64;

    private final Lane lane;
    private final Calls calls;
    private final Consumer<DeviceWord> daemon;
    private final Map<Long, Consumer<Outcome>> open = new HashMap<>();

    PipedBoard(Lane lane, Calls calls, Consumer<DeviceWord> daemon) {
        this.lane = lane;
        this.calls = calls;
        this.daemon = daemon;
    }

    @Override
    public void powerOn(int voltageMillivolts, Consumer<Outcome> answer) {
        ask(answer, call -> new Request.PowerOn(call, voltageMillivolts));
    }

    @Override
    public void reset(ResetLine line, Consumer<Outcome> answer) {
        ask(answer, call -> new Request.Reset(call, line));
    }

    @Override
    public void setVoltage(int voltageMillivolts, Consumer<Outcome> answer) {
        ask(answer, call -> new Request.SetVoltage(call, voltageMillivolts));
    }

    @Override
    public void powerOff(Consumer<Outcome> answer) {
        ask(answer, Request.PowerOff::new);
    }

    void answered(BoardAnswered answered) {
        Consumer<Outcome> answer = open.remove(answered.call());
        if (answer != null) {
            answer.accept(answered.outcome());
        }
    }

    private void ask(Consumer<Outcome> answer, LongFunction<DeviceWord> word) {
        lane.check();
        if (open.size() >= MAX_OPEN) {
            throw new IllegalStateException(MAX_OPEN + " requests wait for the guardian");
        }
        long call = calls.next();
        open.put(call, answer);
        daemon.accept(word.apply(call));
    }
}
