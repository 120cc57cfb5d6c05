package io.mos.drivers.kit;

import io.mos.core.device.BoardControl;
import io.mos.core.guard.BoardGuard;
import io.mos.core.guard.GuardReadings.Power;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.guard.VirtualGuardian;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Who has the board's supply, reset and fan. Each turn moves the clock on; nobody else moves it.
 * Owner: the test's thread.
 */
sealed interface BoardOwner {

    BoardControl control();

    void turn();

    void heartbeat(Reading<Double> frequencyMhz);

    void end();

    /** The guardian, as in the daemon. */
    record Guarded(VirtualGuardian guardian) implements BoardOwner {

        BoardGuard guard() {
            return guardian.guard();
        }

        /** The supply as it is set, 0 while it is off. */
        int millivolts() {
            return guard().readings().power() instanceof Power.On on ? on.millivolts() : 0;
        }

        @Override
        public BoardControl control() {
            return guard().control();
        }

        @Override
        public void turn() {
            guardian.turn();
        }

        @Override
        public void heartbeat(Reading<Double> frequencyMhz) {
            guard().heartbeat(frequencyMhz);
        }

        @Override
        public void end() {
            guardian.end();
        }
    }

    /**
     * One that does whatever it is asked and looks at no sensor: for days of virtual time, of which
     * the guardian's two looks a second would be the greater part.
     */
    final class Obedient implements BoardOwner, BoardControl {
        private static final Duration TURN = Duration.ofSeconds(1);
        private static final int FULL_FAN = 100;

        private final VirtualTime time;
        private final ProtectedBoard board;
        private final Executor driver;
        private final Queue<Runnable> requests = new ArrayDeque<>();

        Obedient(VirtualTime time, ProtectedBoard board, Executor driver) throws IOException {
            this.time = time;
            this.board = board;
            this.driver = driver;
            board.prepare();
            board.setFan(FULL_FAN);
        }

        @Override
        public BoardControl control() {
            return this;
        }

        @Override
        public void turn() {
            long until = time.nanos() + TURN.toNanos();
            do {
                Optional.ofNullable(requests.poll()).ifPresent(Runnable::run);
                Duration left = Duration.ofNanos(Math.max(0, until - time.nanos()));
                time.advance(
                        time.untilNext().filter(next -> next.compareTo(left) < 0).orElse(left));
            } while (time.nanos() < until);
        }

        @Override
        public void heartbeat(Reading<Double> frequencyMhz) {}

        @Override
        public void end() {
            ask(board::cut, _ -> {});
            turn();
        }

        @Override
        public void powerOn(int millivolts, Consumer<Outcome> answer) {
            ask(
                    () -> {
                        board.powerOn(millivolts);
                        board.setFan(FULL_FAN);
                    },
                    answer);
        }

        @Override
        public void reset(ResetLine line, Consumer<Outcome> answer) {
            ask(() -> board.reset(line), answer);
        }

        @Override
        public void setVoltage(int millivolts, Consumer<Outcome> answer) {
            ask(() -> board.setVoltage(millivolts), answer);
        }

        @Override
        public void powerOff(Consumer<Outcome> answer) {
            ask(board::cut, answer);
        }

        private void ask(Act act, Consumer<Outcome> answer) {
            requests.add(() -> {
                Outcome outcome = outcome(act);
                driver.execute(() -> answer.accept(outcome));
            });
        }

        private static Outcome outcome(Act act) {
            try {
                act.run();
                return new Outcome.Done();
            } catch (IOException e) {
                return new Outcome.Failed(new Fault("board", String.valueOf(e.getMessage())));
            }
        }

        private interface Act {
            void run() throws IOException;
        }
    }
}
