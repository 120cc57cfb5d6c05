package io.mos.drivers.sim.chip;

import io.mos.core.chain.BlockHeader;
import io.mos.core.kernel.Entropy;
import io.mos.core.work.HashEngine;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.HostFrame;
import io.mos.drivers.sim.chip.ChipWorkload.Choice;
import io.mos.drivers.sim.chip.Hashing.Find;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A chain of chips on one line. Time is whatever nanoseconds it is given, never less than before;
 * it has no thread and calls nobody but the sink of {@link #deliver}. Owner: whoever made it.
 *
 * <p>Bytes from the host take no time here, for the line in front of it has taken them as they
 * came; answers take as long as their bits at the chips' rate.
 */
public final class SimChain {
    /** Until a chip that was let go listens; what is really needed is not known. */
    private static final long BOOT_NANOS = 10_000_000;

    private final ChainSettings settings;
    private final Silicon silicon;
    private final HashEngine engine;
    private final Entropy entropy;
    private final Hashing hashing;
    private final NonceLine nonces;
    private final FrameReader<HostFrame> reader;
    private final UpLine line = new UpLine();
    private final List<SimChip> chips = new ArrayList<>();
    private Power power = Power.OFF;
    private long nowNanos = Long.MIN_VALUE;
    private long bootedNanos;
    private int lastBaud;
    private double wrong;

    /**
     * An unpowered chain.
     *
     * @param engine searches headers on the caller's thread
     */
    public SimChain(ChainSettings settings, HashEngine engine, Entropy entropy) {
        this.settings = settings;
        this.engine = engine;
        this.entropy = entropy;
        silicon = Silicon.of(settings.family());
        hashing = new Hashing(settings, silicon, entropy);
        nonces = new NonceLine(silicon, line);
        reader = FrameReader.ofHostFrames(settings.family().jobs().format());
        for (int i = 0; i < settings.chips(); i++) {
            chips.add(new SimChip(silicon, settings));
        }
    }

    /** Switches supply and reset line; takes effect at once. */
    public void setPower(Power to, long nanos) {
        advance(nanos);
        if (to == power) {
            return;
        }
        power = to;
        bootedNanos = nanos + BOOT_NANOS;
        chips.forEach(SimChip::reset);
        nonces.clear();
        line.clear();
        reader.reset();
    }

    /** Takes bytes that came from the host at its rate. */
    public void accept(byte[] bytes, int offset, int count, int hostBaud, long nanos) {
        advance(nanos);
        if (hostBaud != lastBaud) {
            reader.reset();
            lastBaud = hostBaud;
        }
        boolean heard = chips.stream().anyMatch(chip -> chip.hears(hostBaud));
        if (power != Power.RUNNING || nanos < bootedNanos || !heard) {
            reader.reset();
            return;
        }
        reader.accept(bytes, offset, count, frame -> obey(frame, hostBaud));
    }

    /** Lets the chips hash until then. Call it often: a long gap counts as a short one. */
    public void advance(long nanos) {
        if (nanos <= nowNanos) {
            return;
        }
        long sinceNanos = nowNanos;
        nowNanos = nanos;
        if (power == Power.RUNNING && sinceNanos != Long.MIN_VALUE) {
            hashing.run(chips, sinceNanos, nanos, wrong, find -> found(find, nanos));
            nonces.repeatUntil(nanos);
        }
    }

    /** Hands on the frames that have left the chain by now, one by one. */
    public void deliver(long nanos, int hostBaud, Consumer<byte[]> toHost) {
        advance(nanos);
        line.deliver(nanos, hostBaud, toHost);
    }

    /** When the next frame will have left the chain, if one is on its way. */
    public OptionalLong nextNanos() {
        return line.nextNanos();
    }

    public ChainActivity activity() {
        double megahertz = chips.stream().mapToDouble(SimChip::megahertz).average().orElse(0);
        double hashing =
                chips.stream().filter(chip -> chip.hashesPerSecond() > 0).count()
                        / (double) Math.max(1, chips.size());
        return new ChainActivity(power, megahertz, hashing, nonces.sent());
    }

    /** The dies' temperature, for the families that measure it themselves. */
    public void setDie(double celsius) {
        chips.forEach(chip -> chip.setDie(celsius));
    }

    /**
     * How badly the chips hash at their clock, voltage and temperature.
     *
     * @param part of their hashes that come out wrong, 0 to 1
     */
    public void setWrong(double part) {
        wrong = part;
    }

    /**
     * How much of what they may, all chips together hash; for a host that cannot keep up.
     *
     * @param part 0 to 1
     */
    public void setEffort(double part) {
        hashing.setEffort(part);
    }

    /** How many chips answer; fewer than the board has once one is {@link #remove}d. */
    public int chips() {
        return chips.size();
    }

    /**
     * Takes a chip out, as when one is dead and bridged: those behind it move up.
     *
     * @param number in the chain, from 0
     * @return whether there was one
     */
    public boolean remove(int number, long nanos) {
        advance(nanos);
        boolean there = number >= 0 && number < chips.size();
        if (there) {
            chips.remove(number);
        }
        return there;
    }

    /** Puts all chips back; what was missing has to be brought up like after a reset. */
    public void restore(long nanos) {
        advance(nanos);
        while (chips.size() < settings.chips()) {
            chips.add(new SimChip(silicon, settings));
        }
    }

    private void obey(HostFrame frame, int hostBaud) {
        List<SimChip> hearing = chips.stream().filter(chip -> chip.hears(hostBaud)).toList();
        switch (frame) {
            case Command.SetAddress(int address) -> {
                boolean _ = hearing.stream().anyMatch(chip -> chip.takeAddress(address));
            }
            case Command.Inactive() -> hearing.forEach(SimChip::forgetAddress);
            case Command.WriteRegister(var to, int register, int value) ->
                    hearing.stream()
                            .filter(chip -> chip.isMeant(to))
                            .forEach(chip -> chip.write(register, value));
            case Command.ReadRegister(var to, int register) ->
                    hearing.stream()
                            .filter(chip -> chip.isMeant(to))
                            .forEach(chip -> say(chip, chip.read(register)));
            case ChipJob job -> take(ChipWorkload.of(job, engine), hearing);
        }
    }

    private void say(SimChip chip, Answer answer) {
        line.send(answer, chip.baud(), nowNanos);
    }

    private void take(ChipWorkload job, List<SimChip> hearing) {
        nonces.clear();
        hearing.forEach(chip -> chip.take(job, nowNanos));
        for (BlockHeader known : settings.known().headers()) {
            hashing.ownerOf(known.nonce(), hearing)
                    .ifPresent(chip ->
                            job.findings(known, chip.versions())
                                    .forEach(choice -> lookUp(chip, job, choice, known.nonce())));
        }
        if (job.startNonce() != 0) {
            hashing.ownerOf(job.startNonce(), hearing).ifPresent(chip -> tryStart(chip, job));
        }
    }

    /** A search that is told to begin somewhere tries that nonce first. */
    private void tryStart(SimChip chip, ChipWorkload job) {
        long versions = Math.min(job.versions(chip.versions()), silicon.subCores());
        for (long number = 0; number < versions; number++) {
            lookUp(chip, job, job.choice(number, chip.versions()), job.startNonce());
        }
    }

    private void lookUp(SimChip chip, ChipWorkload job, Choice choice, int nonce) {
        boolean hashes = chip.hashesPerSecond() > 0;
        if (hashes && chip.ticket().isMetBy(job.hash(choice, nonce))) {
            found(new Find(chip, job, choice, nonce), nowNanos);
        }
    }

    private void found(Find find, long nanos) {
        if (entropy.nextUnit() < wrong) {
            nonces.report(garbled(find), nanos, hashing.epochNanos(find.chip(), find.job()));
        } else if (find.chip().ticket().isMetBy(find.job().hash(find.choice(), find.nonce()))) {
            nonces.report(find, nanos, hashing.epochNanos(find.chip(), find.job()));
        }
    }

    /** A core that miscalculated: another nonce of the same core and chip. */
    private Find garbled(Find find) {
        int other = Integer.reverseBytes(find.nonce()) ^ 1 + (int) (entropy.nextUnit() * 0xffff);
        return new Find(find.chip(), find.job(), find.choice(), Integer.reverseBytes(other));
    }
}
