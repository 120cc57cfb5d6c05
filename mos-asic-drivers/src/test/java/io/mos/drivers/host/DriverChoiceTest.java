package io.mos.drivers.host;

import static io.mos.drivers.host.HostRig.GAMMA;
import static io.mos.drivers.host.HostRig.SUPRA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverMatch;
import io.mos.core.kernel.Health;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.drivers.host.HostRig.NamedSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which driver gets a board, and what is told where none does. */
@Tag("sim")
class DriverChoiceTest {
    private final HostRig rig = new HostRig();

    @AfterEach
    void close() throws InterruptedException {
        rig.close();
    }

    @Test
    void driversThatAreEquallySureAreReportedAndNoneIsTaken() {
        ScriptedDriver twin = ScriptedDriver.named("twin");
        rig.newHost(rig.driver, twin);
        rig.plug(GAMMA);
        Await.until(
                "it is told",
                () ->
                        rig.host.health() instanceof Health.Degraded why
                                && why.reason().contains("scripted and twin"));
        assertEquals(0, rig.driver.opened.get() + twin.opened.get());
        assertTrue(
                rig.seen.drain().stream()
                        .anyMatch(event -> event instanceof FleetEvent.DriversTied));
    }

    /** Some boards say the same of themselves; then it is for the user to say. */
    @Test
    void boardTheUserNamedIsMatchedByThatName() {
        ScriptedDriver byName =
                new ScriptedDriver("by-name", 100, DeviceDriver.LEVEL) {
                    @Override
                    public Optional<DriverMatch> match(Candidate candidate) {
                        return candidate instanceof Candidate.Named named
                                        && named.board().equals("supra")
                                ? super.match(candidate)
                                : Optional.empty();
                    }
                };
        rig.settings = new NamedSettings(SUPRA, "supra");
        rig.newHost(rig.driver, byName);
        rig.plug(SUPRA);
        rig.plug(GAMMA);
        rig.awaitHashing(SUPRA);
        rig.awaitHashing(GAMMA);
        assertEquals(List.of(1, 1), List.of(byName.opened.get(), rig.driver.opened.get()));
    }

    @Test
    void whatIsWrongWithACandidateIsTold() {
        ScriptedDriver strict =
                new ScriptedDriver("strict", 100, DeviceDriver.LEVEL) {
                    @Override
                    public Optional<DriverMatch> match(Candidate candidate) {
                        throw new IllegalArgumentException("has two ports, one is named");
                    }
                };
        rig.newHost(strict);
        rig.plug(GAMMA);
        rig.awaitTold("has two ports, one is named");
        rig.unplug(GAMMA);
        Await.until("it is forgotten", () -> rig.host.health().equals(Health.UP));
    }

    @Test
    void guardianHoldsToTheNarrowerLimitsOfTheUser() {
        ScriptedDriver narrow =
                new ScriptedDriver("narrow", 100, DeviceDriver.LEVEL) {
                    @Override
                    public BoardPlan plan(DriverMatch match, DeviceSettings unused) {
                        return ScriptedDriver.plan(450);
                    }
                };
        rig.newHost(narrow);
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        assertEquals(450, rig.guardians.plan(GAMMA).limits().frequencyMaxMhz());
        assertInstanceOf(CommandResult.Refused.class, rig.execute(new Command.SetFrequency(451)));
    }

    @Test
    void settingsABoardCannotHaveAreTold() {
        ScriptedDriver refusing =
                new ScriptedDriver("refusing", 100, DeviceDriver.LEVEL) {
                    @Override
                    public BoardPlan plan(DriverMatch match, DeviceSettings unused) {
                        throw new IllegalArgumentException(
                                "max-frequency-mhz is above the board's");
                    }
                };
        rig.newHost(refusing);
        rig.plug(GAMMA);
        rig.awaitTold("max-frequency-mhz is above the board's");
        assertEquals(0, refusing.opened.get());
    }

    @Test
    void driverThatComesLateGetsTheBoardsNobodyKnew() {
        rig.newHost(new HostRig.ByProduct("other", ScriptedDriver.named("other")));
        rig.plug(GAMMA, "late");
        rig.plug(SUPRA, "other");
        rig.awaitHashing(SUPRA);
        HostRig.ByProduct late = new HostRig.ByProduct("late", rig.driver);
        rig.host.onDriver(late);
        rig.awaitHashing(GAMMA);
        rig.host.onDriver(late);
        rig.unplug(GAMMA);
        Await.until("it is gone", () -> rig.agent.device(GAMMA).isEmpty());
        assertEquals(1, rig.driver.opened.get());
    }

    @Test
    void surestDriverIsTaken() {
        ScriptedDriver sure = new ScriptedDriver("sure", DriverMatch.BY_NAME, DeviceDriver.LEVEL);
        ScriptedDriver unsure = new ScriptedDriver("unsure", DriverMatch.BY_PORT, 0);
        rig.newHost(unsure, rig.driver, sure);
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        assertEquals(List.of(0, 0, 1), List.of(unsure.opened.get(), rig.driver.opened.get(), 1));
        assertEquals(1, sure.opened.get());
    }

    @Test
    void driverOfAStrangeLevelIsLeftOut() {
        ScriptedDriver older =
                new ScriptedDriver("older", DriverMatch.BY_PORT, DeviceDriver.LEVEL - 1);
        ScriptedDriver newer =
                new ScriptedDriver("newer", DriverMatch.BY_NAME, DeviceDriver.LEVEL + 1);
        rig.newHost(newer, older);
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        assertEquals(1, older.opened.get());
        assertTrue(
                rig.host.health() instanceof Health.Degraded why
                        && why.reason().contains("driver newer 1 has level 2"));
    }
}
