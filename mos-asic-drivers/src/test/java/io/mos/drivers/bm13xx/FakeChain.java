package io.mos.drivers.bm13xx;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Destination;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.HostFrame;
import io.mos.drivers.bm13xx.frame.Register;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Chips as far as a host sees them: silent without power, in reset and at another rate, and with
 * registers that answer. They find what a test says.
 */
final class FakeChain {
    private static final Duration ANSWER_DELAY = Duration.ofMillis(1);

    /** How far two clocks may be apart and still understand each other (BM13XX.md §1). */
    private static final double BAUD_TOLERANCE = 0.05;

    private final ChipFamily family;
    private final VirtualTime time;
    private final Consumer<ByteBuffer> host;
    private final FrameReader<HostFrame> reader;
    private final List<Chip> chips = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<ChipJob> jobs = new ArrayList<>();
    private AnswerSize size;
    private boolean isPowered;
    private boolean isReleased;
    private int hostBaud;
    private int baud;
    private int sends = -1;
    boolean isMute;
    boolean ignoresBaud;
    boolean keepsFrames = true;

    private static final class Chip {
        final Map<Integer, Integer> registers = new HashMap<>();
        int address;
        boolean isAddressed;
        boolean isMute;
    }

    FakeChain(ChipFamily family, int count, VirtualTime time, Consumer<ByteBuffer> host) {
        this.family = family;
        this.time = time;
        this.host = host;
        reader = FrameReader.ofHostFrames(family.jobs().format());
        size = family.answers().first();
        for (int i = 0; i < count; i++) {
            chips.add(new Chip());
        }
    }

    void power(boolean on) {
        isPowered = on;
        release(false);
    }

    void release(boolean released) {
        isReleased = released;
        baud = family.baudRates().getFirst().baud();
        size = family.answers().first();
        for (Chip chip : chips) {
            chip.registers.clear();
            chip.address = 0;
            chip.isAddressed = false;
        }
    }

    boolean isPowered() {
        return isPowered;
    }

    void hostBaud(int wanted) {
        hostBaud = wanted;
    }

    int hostBaud() {
        return hostBaud;
    }

    /** From now on this chip says nothing. */
    void mute(int chip) {
        chips.get(chip).isMute = true;
    }

    /** The cable is pulled after so many more writes; none from then on succeeds. */
    void pullAfter(int writes) {
        sends = writes;
    }

    boolean isPulled() {
        return sends == 0;
    }

    void write(ByteBuffer bytes) {
        sends = Math.max(sends - 1, sends < 0 ? -1 : 0);
        boolean isHeard = Math.abs(hostBaud - baud) <= BAUD_TOLERANCE * baud;
        if (!isPowered || !isReleased || !isHeard) {
            return;
        }
        byte[] frame = new byte[bytes.remaining()];
        bytes.get(frame);
        reader.accept(frame, 0, frame.length, this::take);
    }

    /** What the chips understood, oldest first. */
    List<Command> commands() {
        return List.copyOf(commands);
    }

    List<ChipJob> jobs() {
        return jobs;
    }

    void forgetFrames() {
        commands.clear();
        jobs.clear();
    }

    int register(int chip, int register) {
        return chips.get(chip).registers.getOrDefault(register, 0);
    }

    void set(int chip, int register, int value) {
        chips.get(chip).registers.put(register, value);
    }

    /** A chip reports a nonce for a job it was sent. */
    void report(int jobHeader, int lowBits, int nonce, int versionField) {
        int jobByte = family.jobIds().jobByte(jobHeader, lowBits);
        send(new Answer.Nonce(nonce, 0, jobByte, size == AnswerSize.LONG ? versionField : 0, size));
    }

    private void take(HostFrame frame) {
        switch (frame) {
            case ChipJob job -> {
                if (keepsFrames) {
                    jobs.add(job);
                } else {
                    jobs.clear();
                    jobs.add(job);
                }
            }
            case Command command -> {
                if (keepsFrames) {
                    commands.add(command);
                }
                obey(command);
            }
        }
    }

    private void obey(Command command) {
        switch (command) {
            case Command.Inactive() -> chips.forEach(chip -> chip.isAddressed = false);
            case Command.SetAddress(int address) ->
                    chips.stream()
                            .filter(chip -> !chip.isAddressed)
                            .findFirst()
                            .ifPresent(chip -> {
                                chip.address = address;
                                chip.isAddressed = true;
                            });
            case Command.WriteRegister(Destination to, int register, int value) -> {
                for (Chip chip : reached(to)) {
                    chip.registers.put(register, value);
                }
                changeBaud(register, value);
                if (register == Register.VERSION_ROLLING && value < 0) {
                    size = family.answers().rolling();
                }
            }
            case Command.ReadRegister(Destination to, int register) ->
                    reached(to).forEach(chip -> answer(chip, register));
        }
    }

    private void changeBaud(int register, int value) {
        for (ChipFamily.BaudRate rate : family.baudRates()) {
            boolean isIt =
                    !rate.writes().isEmpty()
                            && rate.writes()
                                    .getLast()
                                    .equals(new ChipFamily.RegisterWrite(register, value));
            if (isIt && !ignoresBaud) {
                baud = rate.baud();
            }
        }
    }

    private List<Chip> reached(Destination to) {
        return switch (to) {
            case Destination.AllChips() -> chips;
            case Destination.OneAddress(int address) ->
                    chips.stream()
                            .filter(chip ->
                                    chip.address >>> family.addressing().commandShift() == address)
                            .toList();
        };
    }

    private void answer(Chip chip, int register) {
        if (chip.isMute) {
            return;
        }
        int value =
                register == Register.CHIP_ID
                        ? family.chipId().registerValue(chip.address)
                        : chip.registers.getOrDefault(register, 0);
        send(new Answer.RegisterValue(value, chip.address, register, 0, size));
    }

    private void send(Answer answer) {
        byte[] bytes = answer.toBytes();
        if (!isMute) {
            time.schedule(ANSWER_DELAY, () -> host.accept(ByteBuffer.wrap(bytes)));
        }
    }
}
