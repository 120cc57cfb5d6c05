package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.device.BoardControl;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.work.NonceFound;
import io.mos.drivers.child.DeviceOrder.Answer;
import io.mos.drivers.child.DeviceWord.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A program's world in the process of the drivers. Owner: the lane's thread. */
final class LaneContext implements DeviceContext {

    private final ToChild.Open opening;
    private final TimeSource time;
    private final Lane lane;
    private final Calls calls;
    private final Consumer<DeviceWord> daemon;
    private final PipedBoard board;
    private final Tidings tidings;

    LaneContext(ToChild.Open opening, TimeSource time, Lane lane, Consumer<DeviceWord> daemon) {
        this.opening = opening;
        this.time = time;
        this.lane = lane;
        this.daemon = daemon;
        calls = new Calls(lane);
        board = new PipedBoard(lane, calls, daemon);
        tidings = new Tidings(time, lane, daemon);
    }

    /** An answer came; any thread. */
    void answered(Answer answer) {
        switch (answer) {
            case Answer.BoardAnswered outcome ->
                    lane.execute("a guardian's answer", () -> board.answered(outcome));
            case Answer.LineDone _, Answer.LineBroke _, Answer.Judged _ -> calls.answered(answer);
        }
    }

    /** The program is over: what it told last must not be lost. */
    void flush() {
        tidings.flush();
    }

    @Override
    public DeviceId id() {
        return opening.id();
    }

    @Override
    public DeviceSettings settings() {
        return opening.settings();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    /** The process's own: nothing that anybody would want to replay happens here. */
    @Override
    public Entropy entropy() {
        return Entropy.system();
    }

    @Override
    public Executor thread() {
        return lane;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        lane.check();
        return lane.after(delay, task);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        lane.check();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        line(call -> new Request.Write(call, ByteString.of(copy)));
    }

    @Override
    public void setBaud(int baud) throws IOException {
        lane.check();
        line(call -> new Request.SetBaud(call, baud));
    }

    @Override
    public BoardControl board() {
        lane.check();
        return board;
    }

    @Override
    public ClaimVerdict claim(NonceFound claim) {
        lane.check();
        try {
            Answer answer = calls.ask(call -> () -> daemon.accept(wordOf(call, claim)));
            return switch (answer) {
                case Answer.Judged(long _, ClaimVerdict verdict) -> verdict;
                case Answer.LineBroke(long _, String why) -> throw new IOException(why);
                case Answer.LineDone _, Answer.BoardAnswered _ -> throw astray(answer);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a claim was not judged", e);
        }
    }

    @Override
    public void report(DeviceReport report) {
        lane.check();
        tidings.report(report);
    }

    @Override
    public void count(String event, long times) {
        lane.check();
        tidings.count(event, times);
    }

    private static DeviceWord wordOf(long call, NonceFound claim) {
        return new Request.Claim(
                call,
                claim.work().id(),
                claim.ticketTarget(),
                claim.extranonce2(),
                claim.version(),
                claim.nTime(),
                claim.nonce(),
                claim.chipAddress());
    }

    private interface LineCall {
        DeviceWord of(long call);
    }

    private void line(LineCall word) throws IOException {
        Answer answer = calls.ask(call -> () -> daemon.accept(word.of(call)));
        switch (answer) {
            case Answer.LineDone _ -> {}
            case Answer.LineBroke(long _, String why) -> throw new IOException(why);
            case Answer.Judged _, Answer.BoardAnswered _ -> throw astray(answer);
        }
    }

    private static IllegalStateException astray(Answer answer) {
        return new IllegalStateException("not an answer to this: " + answer);
    }
}
