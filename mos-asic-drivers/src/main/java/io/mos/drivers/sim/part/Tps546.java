package io.mos.drivers.sim.part;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * TPS546D24A: a regulator on PMBus. Registers, their sizes and their first values from its data
 * sheet (SLUSDN0, "Supported PMBus Commands"); it switches itself off over its own limits.
 */
public final class Tps546 implements I2cPart {
    private static final int OPERATION = 0x01;
    private static final int ON_OFF_CONFIG = 0x02;
    private static final int CLEAR_FAULTS = 0x03;
    private static final int VOUT_MODE = 0x20;
    private static final int VOUT_COMMAND = 0x21;
    private static final int VOUT_MAX = 0x24;
    private static final int VOUT_MIN = 0x2b;
    private static final int VIN_ON = 0x35;
    private static final int VIN_OFF = 0x36;
    private static final int OC_FAULT = 0x46;
    private static final int OC_RESPONSE = 0x47;
    private static final int OC_WARN = 0x4a;
    private static final int OT_FAULT = 0x4f;
    private static final int OT_RESPONSE = 0x50;
    private static final int OT_WARN = 0x51;
    private static final int VIN_OV_FAULT = 0x55;
    private static final int STATUS_BYTE = 0x78;
    private static final int STATUS_WORD = 0x79;
    private static final int STATUS_VOUT = 0x7a;
    private static final int STATUS_IOUT = 0x7b;
    private static final int STATUS_INPUT = 0x7c;
    private static final int STATUS_TEMPERATURE = 0x7d;
    private static final int READ_VIN = 0x88;
    private static final int READ_VOUT = 0x8b;
    private static final int READ_IOUT = 0x8c;
    private static final int READ_TEMPERATURE = 0x8d;
    private static final int MFR_ID = 0x99;
    private static final int DEVICE_ID = 0xad;

    private static final Set<Integer> WORDS =
            Set.of(
                    0x21, 0x22, 0x24, 0x25, 0x26, 0x27, 0x29, 0x2b, 0x33, 0x35, 0x36, 0x37, 0x38,
                    0x39, 0x40, 0x42, 0x43, 0x44, 0x46, 0x4a, 0x4f, 0x51, 0x55, 0x57, 0x58, 0x59,
                    0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x79, 0x88, 0x89, 0x8b, 0x8c, 0x8d,
                    0x95, 0x96, 0xee);

    private static final int ON = 0x80;
    private static final int NEEDS_ANYTHING = 0x10;
    private static final int NEEDS_COMMAND = 0x08;
    private static final int NEEDS_PIN = 0x04;
    private static final int PIN_ACTIVE_HIGH = 0x02;

    private static final int FAULT = 0x80;
    private static final int WARNING = 0x40;
    private static final int CURRENT_WARNING = 0x20;
    private static final int VOLTAGE_LIMITED = 0x08;
    private static final int INPUT_LOW = 0x08;

    private final Plant plant;
    private final int[] registers = new int[256];
    private int pointer;
    private boolean pinHigh;
    private boolean latchedOff;
    private boolean cooling;

    public Tps546(Plant plant) {
        this.plant = plant;
        registers[OPERATION] = 0x04;
        registers[ON_OFF_CONFIG] = 0x16;
        registers[0x19] = 0xd0;
        registers[VOUT_MODE] = 0x97;
        registers[VOUT_COMMAND] = 0x019a;
        registers[VOUT_MAX] = 0x0c00;
        registers[VOUT_MIN] = 0x0100;
        registers[VIN_ON] = PmbusNumber.linear11(2.75);
        registers[VIN_OFF] = PmbusNumber.linear11(2.5);
        registers[OC_FAULT] = PmbusNumber.linear11(52);
        registers[OC_RESPONSE] = 0xff;
        registers[OC_WARN] = PmbusNumber.linear11(40);
        registers[OT_FAULT] = PmbusNumber.linear11(150);
        registers[OT_RESPONSE] = 0xbc;
        registers[OT_WARN] = PmbusNumber.linear11(125);
        registers[VIN_OV_FAULT] = PmbusNumber.linear11(21);
        registers[0x98] = 0x33;
    }

    /** The pin that may have to be high; low while nobody drives it. */
    public void setPin(boolean high) {
        pinHigh = high;
        releaseLatch();
    }

    /** What it delivers now, by its registers and its limits. */
    public double volts() {
        return isOn() ? fromUlinear(registers[VOUT_COMMAND]) : 0;
    }

    /** Holds its limits against what is; call it as time goes by. */
    public void guard() {
        double celsius = plant.regulatorCelsius();
        flag(STATUS_TEMPERATURE, WARNING, celsius > limit(OT_WARN));
        flag(STATUS_TEMPERATURE, FAULT, celsius > limit(OT_FAULT));
        flag(STATUS_IOUT, CURRENT_WARNING, plant.coreAmps() > limit(OC_WARN));
        flag(STATUS_IOUT, FAULT, plant.coreAmps() > limit(OC_FAULT));
        flag(STATUS_INPUT, INPUT_LOW, plant.inputVolts() < limit(VIN_OFF));
        if (celsius > limit(OT_FAULT)) {
            respond(registers[OT_RESPONSE]);
        }
        cooling &= celsius > Math.min(limit(OT_WARN), limit(OT_FAULT));
        if (plant.coreAmps() > limit(OC_FAULT) && isOn()) {
            latchedOff |= registers[OC_RESPONSE] >>> 7 == 1;
        }
    }

    /** Top bits: 10 off, and on again if retries are set; 11 off while it lasts; else ignored. */
    private void respond(int response) {
        boolean retries = (response >>> 3 & 7) != 0;
        switch (response >>> 6) {
            case 2 -> {
                cooling |= retries;
                latchedOff |= !retries;
            }
            case 3 -> cooling = true;
            default -> {}
        }
    }

    @Override
    public void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        pointer = Byte.toUnsignedInt(bytes[0]);
        if (pointer == CLEAR_FAULTS) {
            Arrays.fill(registers, STATUS_VOUT, STATUS_TEMPERATURE + 1, 0);
        } else if (bytes.length > size(pointer)) {
            int low = Byte.toUnsignedInt(bytes[1]);
            written(pointer, size(pointer) == 1 ? low : low | Byte.toUnsignedInt(bytes[2]) << 8);
        }
    }

    @Override
    public byte[] read(int count) {
        byte[] value = value(pointer);
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 0xff);
        System.arraycopy(value, 0, bytes, 0, Math.min(count, value.length));
        return bytes;
    }

    private void written(int command, int value) {
        switch (command) {
            case VOUT_MODE, STATUS_BYTE, STATUS_WORD -> {}
            case READ_VIN, READ_VOUT, READ_IOUT, READ_TEMPERATURE, MFR_ID, DEVICE_ID -> {}
            case STATUS_VOUT, STATUS_IOUT, STATUS_INPUT, STATUS_TEMPERATURE ->
                    registers[command] &= ~value;
            case VOUT_COMMAND -> {
                int within = Math.clamp(value, registers[VOUT_MIN], registers[VOUT_MAX]);
                flag(STATUS_VOUT, VOLTAGE_LIMITED, within != value);
                registers[command] = within;
            }
            case OPERATION -> {
                registers[command] = value;
                releaseLatch();
            }
            default -> registers[command] = value;
        }
    }

    /** Off and on again is how a latched fault is left behind. */
    private void releaseLatch() {
        latchedOff &= isCommandedOn();
    }

    private byte[] value(int command) {
        return switch (command) {
            case MFR_ID -> block("TI\0".getBytes(StandardCharsets.US_ASCII));
            case DEVICE_ID -> block(new byte[] {0x54, 0x49, 0x54, 0x6d, 0x24, 0x41});
            case STATUS_BYTE -> bytes(status() & 0xff, 1);
            case STATUS_WORD -> bytes(status(), 2);
            case READ_VIN -> bytes(PmbusNumber.linear11(plant.inputVolts()), 2);
            case READ_VOUT -> bytes(toUlinear(plant.coreVolts()), 2);
            case READ_IOUT -> bytes(PmbusNumber.linear11(plant.coreAmps()), 2);
            case READ_TEMPERATURE -> bytes(PmbusNumber.linear11(plant.regulatorCelsius()), 2);
            default -> bytes(registers[command], size(command));
        };
    }

    private static byte[] bytes(int value, int size) {
        return size == 1
                ? new byte[] {(byte) value}
                : new byte[] {(byte) value, (byte) (value >>> 8)};
    }

    private static byte[] block(byte[] content) {
        byte[] block = new byte[content.length + 1];
        block[0] = (byte) content.length;
        System.arraycopy(content, 0, block, 1, content.length);
        return block;
    }

    private static int size(int command) {
        return WORDS.contains(command) ? 2 : 1;
    }

    private double limit(int command) {
        return PmbusNumber.ofLinear11(registers[command]);
    }

    /** Flags stay until they are cleared. */
    private void flag(int register, int bit, boolean raised) {
        registers[register] |= raised ? bit : 0;
    }

    private int status() {
        boolean off = !isOn();
        int low = off ? 0x40 : 0;
        low |= (registers[STATUS_IOUT] & FAULT) != 0 ? 0x10 : 0;
        low |= (registers[STATUS_INPUT] & INPUT_LOW) != 0 ? 0x08 : 0;
        low |= registers[STATUS_TEMPERATURE] != 0 ? 0x04 : 0;
        int high = off ? 0x08 : 0;
        high |= registers[STATUS_VOUT] != 0 ? 0x80 : 0;
        high |= registers[STATUS_IOUT] != 0 ? 0x40 : 0;
        high |= registers[STATUS_INPUT] != 0 ? 0x20 : 0;
        return high << 8 | low;
    }

    private boolean isOn() {
        boolean fed =
                plant.inputVolts() >= limit(VIN_ON) && plant.inputVolts() <= limit(VIN_OV_FAULT);
        return fed && isCommandedOn() && !latchedOff && !cooling;
    }

    private boolean isCommandedOn() {
        int config = registers[ON_OFF_CONFIG];
        boolean pin = pinHigh == ((config & PIN_ACTIVE_HIGH) != 0);
        boolean command = (registers[OPERATION] & ON) != 0;
        boolean asked =
                ((config & NEEDS_COMMAND) == 0 || command) && ((config & NEEDS_PIN) == 0 || pin);
        return (config & NEEDS_ANYTHING) == 0 || asked;
    }

    /** Sixteen bits in steps of 2^-9 V, as VOUT_MODE says. */
    private static double fromUlinear(int word) {
        return Math.scalb((double) word, -9);
    }

    private static int toUlinear(double volts) {
        return (int) Math.round(Math.scalb(volts, 9)) & 0xffff;
    }
}
