package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.board.BoardFileDriver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The kit catches drivers that do what a driver must not. */
class BadDriversTest {

    /** Fails in that case, and says this. */
    private static void caught(
            UnaryOperator<DeviceProgram> defect, Cases cases, String name, String said) {
        DynamicTest found =
                cases.of(new Gamma(defect))
                        .filter(each -> each.getDisplayName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionFailedError("no case " + name));
        AssertionError failure =
                assertThrows(AssertionError.class, () -> found.getExecutable().execute(), name);
        assertTrue(String.valueOf(failure.getMessage()).contains(said), failure.getMessage());
    }

    /** Some of the kit's cases. */
    private interface Cases {
        Stream<DynamicTest> of(DriverConformance kit);
    }

    @Test
    void whoThrowsOnRubbish() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public void onBytes(ByteBuffer bytes) {
                                if (bytes.get(0) == 0x13) {
                                    throw new IllegalStateException("rubbish");
                                }
                                super.onBytes(bytes);
                            }
                        },
                DriverConformance::keepsStepOnBadLines,
                "goes on after garbage between frames",
                "the driver threw java.lang.IllegalStateException: rubbish");
    }

    @Test
    void whoGoesOnWhilePowerIsAway() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public void onPowerCut(Fault why) {}
                        },
                DriverConformance::survivesPowerCuts,
                "power cut 130 % through the bring-up",
                "nothing is written while power is away");
    }

    @Test
    void whoGoesOnWithVoidWork() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public void onWork(WorkOrder order) {
                                super.onWork(
                                        order instanceof WorkOrder.Replace(var work)
                                                ? new WorkOrder.Update(work)
                                                : order);
                            }
                        },
                DriverConformance::hashesWhatItIsGiven,
                "a late nonce of replaced work is dropped",
                "no claim for work that was replaced");
    }

    @Test
    void whoDoesWhatItDoesNotClaim() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public Set<Capability> capabilities() {
                                return EnumSet.of(Capability.HASHING);
                            }
                        },
                DriverConformance::doesWhatItSaysItCan,
                "pause and resume as it says",
                "refused, for it does not claim PAUSE");
    }

    @Test
    void whoNeverAnswersACommand() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public void onCommand(
                                    Command command, Consumer<CommandResult> answer) {}
                        },
                DriverConformance::doesWhatItSaysItCan,
                "reboot as it says",
                "an answer to Reboot");
    }

    @Test
    void whoDoesNotComeBack() {
        caught(
                program ->
                        new Altered(program) {
                            @Override
                            public void onPowerAllowed() {}
                        },
                DriverConformance::survivesPowerCuts,
                "power cut 130 % through the bring-up",
                "it hashes and proves a nonce");
    }

    @Test
    void whoForgetsNothing() {
        List<byte[]> all = new ArrayList<>();
        DriverConformance kit =
                new Gamma(program ->
                        new Altered(program) {
                            @Override
                            public void onBytes(ByteBuffer bytes) {
                                all.add(new byte[512]);
                                super.onBytes(bytes);
                            }
                        });
        AssertionError failure =
                assertThrows(AssertionError.class, kit::worksForADayWithoutGrowing);
        assertTrue(
                String.valueOf(failure.getMessage()).contains("memory does not grow"),
                failure.getMessage());
        assertTrue(all.size() > 1_000, all.size() + " calls");
    }

    /** A Gamma whose program was altered. */
    private static final class Gamma extends ChainConformance {
        private final UnaryOperator<DeviceProgram> defect;

        Gamma(UnaryOperator<DeviceProgram> defect) {
            super("bitaxe-gamma");
            this.defect = defect;
        }

        @Override
        protected DeviceDriver driver() {
            return new AlteredDriver(defect);
        }

        @Override
        protected Duration soakTime() {
            return Duration.ofHours(2);
        }
    }

    private record AlteredDriver(BoardFileDriver good, UnaryOperator<DeviceProgram> defect)
            implements DeviceDriver {

        AlteredDriver(UnaryOperator<DeviceProgram> defect) {
            this(new BoardFileDriver(), defect);
        }

        @Override
        public DriverInfo info() {
            return good.info();
        }

        @Override
        public Optional<DriverMatch> match(Candidate candidate) {
            return good.match(candidate);
        }

        @Override
        public BoardPlan plan(DriverMatch match, DeviceSettings settings) {
            return good.plan(match, settings);
        }

        @Override
        public DeviceProgram open(DriverMatch match, DeviceContext context) {
            return defect.apply(good.open(match, context));
        }
    }

    /** Does everything as the good one. */
    private static class Altered implements DeviceProgram {
        private final DeviceProgram good;

        Altered(DeviceProgram good) {
            this.good = good;
        }

        @Override
        public Set<Capability> capabilities() {
            return good.capabilities();
        }

        @Override
        public void start() {
            good.start();
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            good.onBytes(bytes);
        }

        @Override
        public void onWork(WorkOrder order) {
            good.onWork(order);
        }

        @Override
        public void onCommand(Command command, Consumer<CommandResult> answer) {
            good.onCommand(command, answer);
        }

        @Override
        public void onPowerCut(Fault why) {
            good.onPowerCut(why);
        }

        @Override
        public void onPowerAllowed() {
            good.onPowerAllowed();
        }

        @Override
        public void stop() {
            good.stop();
        }
    }
}
