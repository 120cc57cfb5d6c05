package io.mos.drivers.bm13xx;

import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.BringUpAction.CountChips;
import io.mos.drivers.bm13xx.BringUpAction.ExpectAnswers;
import io.mos.drivers.bm13xx.BringUpAction.Send;
import io.mos.drivers.bm13xx.BringUpAction.SwitchBaud;
import io.mos.drivers.bm13xx.BringUpAction.Wait;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.ChipFamily.BaudRate;
import io.mos.drivers.bm13xx.family.ChipFamily.RegisterWrite;
import io.mos.drivers.bm13xx.family.InitStep;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.ArrayList;
import java.util.List;

/** Turns a family's plan and a request into the exact actions from reset to hashing. */
public final class BringUp {
    private static final int MASK_BITS = 0xffff;

    /** Stock firmware leaves the line alone for so long when the rate changes (BM13XX.md §1). */
    private static final int BAUD_SETTLE_MILLIS = 60;

    private final ChipFamily family;
    private final BringUpRequest request;
    private final ChainAddresses addresses;
    private final List<BringUpAction> actions = new ArrayList<>();

    private BringUp(ChipFamily family, BringUpRequest request) {
        this.family = family;
        this.request = request;
        this.addresses = new ChainAddresses(family.addressing(), request.chips());
    }

    /**
     * All actions in order, the first right after the reset line has been released.
     *
     * @throws IllegalArgumentException for a chain, frequency or rate the family does not have
     */
    public static List<BringUpAction> actions(ChipFamily family, BringUpRequest request) {
        ChipFamily.Limits limits = family.limits();
        if (!(request.frequencyMhz() >= limits.frequencyMinMhz()
                && request.frequencyMhz() <= limits.frequencyMaxMhz())) {
            throw new IllegalArgumentException(
                    "%s at %s MHz".formatted(family.name(), request.frequencyMhz()));
        }
        BringUp bringUp = new BringUp(family, request);
        bringUp.actions.add(new ExpectAnswers(family.answers().first()));
        family.init().forEach(bringUp::take);
        return List.copyOf(bringUp.actions);
    }

    /** Register A4 for this mask. */
    public static int versionRolling(int enable, VersionMask versions) {
        return enable | ((versions.bits() >>> ChipNonce.VERSION_SHIFT) & MASK_BITS);
    }

    private void take(InitStep step) {
        switch (step) {
            case InitStep.WriteAll(var writes, _) -> writes.forEach(this::writeAll);
            case InitStep.WriteFirst(int register, int value, _) -> write(0, register, value);
            case InitStep.WriteDomainEnds(int register, int value, _) ->
                    request.domainEnds().forEach(chip -> write(chip, register, value));
            case InitStep.WriteEach(var writes, int pause, _) -> writeEach(writes, pause);
            case InitStep.ReadAll(int silence, _) -> count(silence);
            case InitStep.Inactive(int times, int gap, _) -> inactive(times, gap);
            case InitStep.SetAddresses _ -> setAddresses();
            case InitStep.VersionRolling(int enable, int times, _) -> rollVersions(enable, times);
            case InitStep.TicketMask _ ->
                    writeAll(Register.TICKET_MASK, request.ticketMask().registerValue());
            case InitStep.RampTo _ -> ramp();
            case InitStep.SetSweep _ -> setSweep();
            case InitStep.SetBaud _ -> setBaud();
            case InitStep.Delay(int millis, _) -> pause(millis);
        }
    }

    private void writeEach(List<RegisterWrite> writes, int pauseMillis) {
        for (int chip = 0; chip < request.chips(); chip++) {
            for (RegisterWrite write : writes) {
                write(chip, write.register(), write.value());
            }
            pause(pauseMillis);
        }
    }

    private void count(int silenceMillis) {
        actions.add(new Send(Command.readAll(Register.CHIP_ID)));
        actions.add(new CountChips(request.chips(), silenceMillis));
    }

    private void inactive(int times, int gapMillis) {
        for (int i = 0; i < times; i++) {
            send(new Command.Inactive());
            pause(gapMillis);
        }
    }

    private void setAddresses() {
        for (int chip = 0; chip < request.chips(); chip++) {
            send(new Command.SetAddress(addresses.assigned(chip)));
        }
    }

    private void rollVersions(int enable, int times) {
        for (int i = 0; i < times; i++) {
            writeAll(Register.VERSION_ROLLING, versionRolling(enable, request.versions()));
        }
        actions.add(new ExpectAnswers(family.answers().rolling()));
    }

    private void ramp() {
        double start = family.ramp().startMhz();
        for (PllSetting setting : FrequencyRamp.between(family, start, request.frequencyMhz())) {
            for (Command write : FrequencyRamp.writes(family.pll(), setting)) {
                actions.add(new Send(write));
                pause(family.pll().gapMillis());
            }
            pause(family.ramp().pauseMillis());
        }
    }

    private void setSweep() {
        PllSetting pll = PllSetting.nearest(family.pll(), request.frequencyMhz());
        new SearchSpace(family.cores(), request.chips())
                .hashCountingNumber(family.sweep(), pll)
                .ifPresent(ticks -> writeAll(Register.HASH_COUNTING_NUMBER, ticks));
    }

    private void setBaud() {
        BaudRate wanted =
                family.baudRates().stream()
                        .filter(rate -> rate.baud() == request.baud())
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        family.name() + " at " + request.baud() + " baud"));
        if (!wanted.equals(family.baudRates().getFirst())) {
            wanted.writes().forEach(this::writeAll);
            pause(BAUD_SETTLE_MILLIS);
            actions.add(new SwitchBaud(wanted.baud()));
        }
    }

    private void writeAll(RegisterWrite write) {
        writeAll(write.register(), write.value());
    }

    private void writeAll(int register, int value) {
        send(Command.writeAll(register, value));
    }

    private void write(int chip, int register, int value) {
        send(Command.writeChip(addresses.command(chip), register, value));
    }

    private void send(Command command) {
        actions.add(new Send(command));
        pause(family.pacing().writeGapMillis());
    }

    private void pause(int millis) {
        if (millis > 0) {
            actions.add(new Wait(millis));
        }
    }
}
