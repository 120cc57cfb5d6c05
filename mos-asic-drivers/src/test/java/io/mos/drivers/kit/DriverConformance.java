package io.mos.drivers.kit;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every driver must pass, in virtual time and without hardware. Extend it with a driver, a
 * board it knows and that board's other end; for boards of BM13xx chips see {@link
 * ChainConformance}. A case that a board cannot be put to is skipped and says why.
 */
@Tag("conformance")
public abstract class DriverConformance {

    private static final Duration BRING_UP = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofHours(24);

    /** The driver, a new one each time, as a fresh process would have it. */
    protected abstract DeviceDriver driver();

    /** The board as it is plugged in, or as a user names it. */
    protected abstract Candidate candidate();

    /** Makes the board's other end. */
    protected abstract Counterpart counterpart(Counterpart.World world);

    /** What a user would have to configure for this board. */
    protected DeviceSettings settings() {
        return DeviceSettings.NONE;
    }

    /** Recorded frames that the driver must write and take. */
    protected List<FrameVector> vectors() {
        return List.of();
    }

    /** How many version bits the device tries by itself or is given: 0 for none, 16 for all. */
    protected int rolledVersionBits() {
        return 0;
    }

    /** How long the bring-up may take. */
    protected Duration bringUp() {
        return BRING_UP;
    }

    /** How long the soak lasts, in virtual time. */
    protected Duration soakTime() {
        return DAY;
    }

    @TestFactory
    Stream<DynamicTest> bringsUp() {
        return new StartCases(workbench()).all();
    }

    @TestFactory
    Stream<DynamicTest> keepsStepOnBadLines() {
        return new LineCases(workbench()).all();
    }

    @TestFactory
    Stream<DynamicTest> hashesWhatItIsGiven() {
        return new WorkCases(workbench()).all();
    }

    @TestFactory
    Stream<DynamicTest> findsGoldenNonces() {
        return new WorkCases(workbench()).golden();
    }

    @TestFactory
    Stream<DynamicTest> speaksAsRecorded() {
        return new WorkCases(workbench()).vectors();
    }

    @TestFactory
    Stream<DynamicTest> doesWhatItSaysItCan() {
        return new CommandCases(workbench()).all();
    }

    @TestFactory
    Stream<DynamicTest> survivesUnplugging() {
        return new SafetyCases(workbench()).unplug();
    }

    @TestFactory
    Stream<DynamicTest> survivesPowerCuts() {
        return new SafetyCases(workbench()).powerCut();
    }

    @TestFactory
    Stream<DynamicTest> isSafeWithBrokenSensors() {
        return new SafetyCases(workbench()).sensors();
    }

    @TestFactory
    Stream<DynamicTest> isSafeWhenSomethingHangs() {
        return new SafetyCases(workbench()).hang();
    }

    @Test
    void worksForADayWithoutGrowing() {
        new SoakCase(workbench()).run();
    }

    private Workbench workbench() {
        return new Workbench(
                new Subject(
                        this::driver,
                        candidate(),
                        settings(),
                        this::counterpart,
                        vectors(),
                        rolledVersionBits(),
                        bringUp(),
                        soakTime()));
    }
}
