package io.mos.drivers.child;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverAwayException;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.drivers.child.FromChild.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A driver of a stranger's jar as the daemon's host knows it, through all lives of the process it
 * runs in. Thread-safe.
 */
final class RemoteDriver implements DeviceDriver {

    /** A driver only looks at the candidate; the process may just be starting its threads. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final DriverInfo info;
    private volatile @Nullable Place place;
    private volatile String away = "its process is not there";

    /** Where the driver is at present. */
    private record Place(ChildLink link, int number) {}

    RemoteDriver(DriverInfo info) {
        this.info = info;
    }

    /** The process has it, under this number. */
    void attach(ChildLink link, int number) {
        place = new Place(link, number);
    }

    /** The process is gone, or the jar is kept out; either may change. */
    void detach(String why) {
        away = why;
        place = null;
    }

    @Override
    public DriverInfo info() {
        return info;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits a second at most. A driver that is away knows nothing; it is told again of all
     * drivers when the process is back.
     */
    @Override
    public Optional<DriverMatch> match(Candidate candidate) {
        Place at = place;
        if (at == null) {
            return Optional.empty();
        }
        Reply reply = ask(at, call -> new ToChild.Call.Match(call, at.number, candidate));
        return switch (reply) {
            case Reply.Matched(long _, Optional<DriverMatch> match) -> match;
            case Reply.Unfit(long _, String why) -> throw new IllegalArgumentException(why);
            case Reply.Failed(long _, String what) -> throw new RemoteFailure(what);
            case Reply.Planned _ -> throw astray(reply);
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>Waits a second at most. Limits nobody could narrow are no reason to open a board with
     * wider ones: whatever goes wrong is told as if the settings were at fault.
     */
    @Override
    public BoardPlan plan(DriverMatch match, DeviceSettings settings) {
        Place at = place;
        if (at == null) {
            throw new IllegalArgumentException(info.name() + " is away: " + away);
        }
        Reply reply = ask(at, call -> new ToChild.Call.Plan(call, at.number, match, settings));
        return switch (reply) {
            case Reply.Planned(long _, BoardPlan plan) -> plan;
            case Reply.Unfit(long _, String why) -> throw new IllegalArgumentException(why);
            case Reply.Failed(long _, String what) -> throw new IllegalArgumentException(what);
            case Reply.Matched _ -> throw astray(reply);
        };
    }

    @Override
    public DeviceProgram open(DriverMatch match, DeviceContext context) {
        Place at = place;
        if (at == null) {
            throw new DriverAwayException(away);
        }
        return at.link.open(at.number, match, context);
    }

    private static Reply ask(Place at, LongFunction<ToChild.Call> question) {
        try {
            return at.link.ask(question).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Reply.Failed(0, "it did not answer within " + LIMIT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call is always answered", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Failed(0, "interrupted");
        }
    }

    private static IllegalStateException astray(Reply reply) {
        return new IllegalStateException("not an answer to this: " + reply);
    }
}
