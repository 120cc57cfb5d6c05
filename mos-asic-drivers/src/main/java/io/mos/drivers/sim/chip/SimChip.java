package io.mos.drivers.sim.chip;

import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Destination;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One chip: its registers, its address, the job it hashes and the work it has done. */
final class SimChip {
    /** BM13XX.md §4: what all cores did, whole and in quarters, what went wrong, and the rate. */
    private static final int HASH_RATE = 0x04;

    private static final int FIRST_DOMAIN_COUNTER = 0x88;
    private static final int LAST_DOMAIN_COUNTER = 0x8b;
    private static final int DOMAINS = 4;
    private static final int SENSOR_CONTROL = 0xb0;
    private static final int SENSOR_VALUE = 0xb4;
    private static final int SENSOR_READ = 0x1002_0000;
    private static final int VALID = 0x8000_0000;

    /** BM13XX.md §4: the only family of which a working sensor is known. */
    private static final String FAMILY_WITH_SENSOR = "BM1368";

    private static final double SENSOR_CELSIUS_PER_CODE = 0.171342;
    private static final double SENSOR_ZERO_CELSIUS = -299.5144;

    private static final int ROLLS_VERSIONS = 0x8000_0000;
    private static final int ROLLED_BITS = 0xffff;
    private static final int VERSION_SHIFT = 13;

    private final Silicon silicon;
    private final ChainSettings settings;
    private int[] registers;
    private int address;
    private boolean holdsAddresses;
    private @Nullable Assignment assignment;
    private double owedHashes;
    private double doneHashes;
    private double wrongHashes;
    private double dieCelsius;

    /** A job and when it came. */
    record Assignment(ChipWorkload job, long sinceNanos) {}

    SimChip(Silicon silicon, ChainSettings settings) {
        this.silicon = silicon;
        this.settings = settings;
        registers = silicon.resetRegisters();
    }

    /** As after the reset line was low. */
    void reset() {
        registers = silicon.resetRegisters();
        address = 0;
        holdsAddresses = false;
        assignment = null;
        owedHashes = 0;
        doneHashes = 0;
        wrongHashes = 0;
    }

    void setDie(double celsius) {
        dieCelsius = celsius;
    }

    double baud() {
        return silicon.baud(registers);
    }

    boolean hears(int hostBaud) {
        return UpLine.isHeard(baud(), hostBaud);
    }

    /** From now on the next address is for this chip, and goes no further. */
    void forgetAddress() {
        address = 0;
        holdsAddresses = true;
    }

    /** Whether the address stopped here. */
    boolean takeAddress(int given) {
        boolean taken = holdsAddresses;
        if (taken) {
            address = given;
            holdsAddresses = false;
        }
        return taken;
    }

    boolean isMeant(Destination to) {
        return to.reaches(address >>> silicon.family().addressing().commandShift());
    }

    void write(int register, int value) {
        if (!isReadOnly(register)) {
            registers[register] = value;
        }
    }

    Answer read(int register) {
        return new Answer.RegisterValue(value(register), address, register, 0, answerSize());
    }

    AnswerSize answerSize() {
        return (registers[Register.VERSION_ROLLING] & ROLLS_VERSIONS) == 0
                ? silicon.family().answers().first()
                : silicon.family().answers().rolling();
    }

    /** A new job; the one before is forgotten at once. */
    void take(ChipWorkload job, long nanos) {
        assignment = new Assignment(job, nanos);
    }

    Optional<Assignment> assignment() {
        return Optional.ofNullable(assignment);
    }

    boolean reportsNonces() {
        return silicon.reportsNonces(registers);
    }

    Ticket ticket() {
        return Ticket.of(settings.ticketZeroBits(), registers[Register.TICKET_MASK]);
    }

    /** What it may roll by itself. */
    VersionMask versions() {
        int rolling = registers[Register.VERSION_ROLLING];
        return (rolling & ROLLS_VERSIONS) == 0
                ? VersionMask.NONE
                : new VersionMask((rolling & ROLLED_BITS) << VERSION_SHIFT);
    }

    double megahertz() {
        return silicon.megahertz(registers);
    }

    int sweepStart() {
        return silicon.sweepStart(registers, address, settings.chips());
    }

    long sweepNonces() {
        return silicon.sweepNonces(registers, settings.chips());
    }

    /** Silicon's hashes a second under this job: small cores without a version of theirs rest. */
    double hashesPerSecond() {
        if (assignment == null || sweepNonces() == 0) {
            return 0;
        }
        double busy = (double) assignment.job().versions(versions()) / silicon.subCores();
        return silicon.hashesPerSecond(registers) * Math.min(1, busy);
    }

    void owe(double hashes) {
        owedHashes += hashes;
    }

    double owedHashes() {
        return owedHashes;
    }

    /**
     * Some of the owed hashes were done.
     *
     * @param wrong the part of them that came out wrong
     */
    void work(double hashes, double wrong) {
        owedHashes -= hashes;
        doneHashes += hashes;
        wrongHashes += hashes * wrong;
    }

    /** Over ground that is covered already: the counters go on, nothing new can be found. */
    void repeat(double hashes) {
        doneHashes += hashes;
    }

    private boolean isReadOnly(int register) {
        return switch (register) {
            case Register.CHIP_ID, HASH_RATE, SENSOR_VALUE -> true;
            default -> isCounter(register);
        };
    }

    private static boolean isCounter(int register) {
        return register == Register.ERROR_COUNTER
                || register == Register.TOTAL_COUNTER
                || isDomainCounter(register);
    }

    private static boolean isDomainCounter(int register) {
        return register >= FIRST_DOMAIN_COUNTER && register <= LAST_DOMAIN_COUNTER;
    }

    private int value(int register) {
        return switch (register) {
            case Register.CHIP_ID -> silicon.family().chipId().registerValue(address);
            case HASH_RATE -> (int) Math.scalb(hashesPerSecond(), -20) & Integer.MAX_VALUE;
            case Register.ERROR_COUNTER -> units(wrongHashes);
            case Register.TOTAL_COUNTER -> units(doneHashes);
            case SENSOR_VALUE -> sensorValue();
            default ->
                    isDomainCounter(register) ? units(doneHashes / DOMAINS) : registers[register];
        };
    }

    private int units(double hashes) {
        return (int) (long) Math.scalb(hashes, -settings.ticketZeroBits());
    }

    private int sensorValue() {
        boolean asked =
                silicon.family().name().equals(FAMILY_WITH_SENSOR)
                        && registers[SENSOR_CONTROL] == SENSOR_READ;
        double code = (dieCelsius - SENSOR_ZERO_CELSIUS) / SENSOR_CELSIUS_PER_CODE;
        return asked ? VALID | Math.clamp(Math.round(code), 0, 0xffff) : 0;
    }
}
