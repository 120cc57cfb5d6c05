package io.mos.drivers.bm13xx;

import io.mos.core.chain.VersionMask;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.InitStep;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a chain that is up at work: sends jobs in time, and makes claims of the nonces that come
 * back. Owner: the device's thread.
 */
final class ChainMiner {

    /** Counted: nonces of a job that was never sent, or is void. */
    static final String UNMATCHED = "unmatched-nonces";

    /** Counted: nonces under a version that was not to be rolled. */
    static final String UNOFFERED = "unoffered-versions";

    static final String HARDWARE_ERRORS = "hardware-errors";
    static final String DUPLICATES = "duplicates";

    private final ChipFamily family;
    private final DeviceContext context;
    private final ChainLine line;
    private final ChipCounters counters;
    private final ChainAddresses addresses;
    private final TicketRule tickets;
    private final JobInterval interval;
    private final JobFeed feed = new JobFeed();
    private final JobTable<SentJob> jobs;
    private final OptionalInt rollingEnable;

    private double mhz;
    private TicketMask ticket;
    private VersionMask versions = VersionMask.BIP320;
    private OptionalInt sweepTicks = OptionalInt.empty();
    private boolean isUp;
    private long provenNanos;
    private @Nullable Cancellable next;

    ChainMiner(ChainSpec spec, DeviceContext context, ChainLine line, ChipCounters counters) {
        family = spec.family();
        this.context = context;
        this.line = line;
        this.counters = counters;
        addresses = new ChainAddresses(family.addressing(), spec.chips());
        tickets = new TicketRule(spec);
        interval = new JobInterval(family, spec.chips(), spec.baud());
        jobs = new JobTable<>(family.jobIds());
        rollingEnable = rollingEnable(family);
        mhz = spec.frequencyMhz();
        ticket = tickets.forRate(mhz);
    }

    /** The mask a bring-up is to write: that of the work to come, where it is known. */
    TicketMask ticketToStart(double startMhz) {
        return feed.work()
                .map(work -> tickets.forShares(startMhz, work.job().shareTarget()))
                .orElseGet(() -> tickets.forRate(startMhz));
    }

    /** As {@link #ticketToStart}. */
    VersionMask versionsToStart() {
        return feed.work().map(work -> work.job().rollableVersion()).orElse(VersionMask.BIP320);
    }

    /** The chain is up, with these masks. */
    void begin(BringUpRequest broughtUp, OptionalInt ticks) {
        ticket = broughtUp.ticketMask();
        versions = broughtUp.versions();
        mhz = broughtUp.frequencyMhz();
        sweepTicks = ticks;
        isUp = true;
        provenNanos = context.nanos();
        sendNext();
    }

    /** The chain is down, and its jobs with it. */
    void end() {
        isUp = false;
        jobs.clear();
        stopClock();
    }

    /** The chips hash at another rate from here on. */
    void retune(double newMhz, OptionalInt ticks) {
        mhz = newMhz;
        sweepTicks = ticks;
        feed.work().ifPresent(this::writeMasks);
    }

    boolean hasWork() {
        return feed.work().isPresent();
    }

    /** When a nonce was last proven, or there was last a reason to wait for one. */
    long provenNanos() {
        return provenNanos;
    }

    TicketMask ticket() {
        return ticket;
    }

    VersionMask versions() {
        return versions;
    }

    /** Register 10 as it should stand, where the family has it. */
    OptionalInt sweepTicks() {
        return sweepTicks;
    }

    /** Register A4 as it should stand, where the family has it. */
    OptionalInt versionRolling() {
        return rollingEnable.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(BringUp.versionRolling(rollingEnable.getAsInt(), versions));
    }

    void onWork(WorkOrder order) {
        if (!hasWork()) {
            provenNanos = context.nanos();
        }
        switch (order) {
            case WorkOrder.Update(Work work) -> feed.take(work, context.nanos());
            case WorkOrder.Replace(Work work) -> {
                jobs.clear();
                feed.take(work, context.nanos());
            }
            case WorkOrder.Idle() -> {
                jobs.clear();
                feed.idle();
            }
        }
        sendNext();
    }

    void onNonce(Answer.Nonce answer) {
        ChipNonce nonce = ChipNonce.of(family, answer);
        int chip = addresses.chipOfNonce(family.nonces(), nonce);
        List<SentJob> candidates = jobs.candidates(answer.jobByte());
        if (candidates.isEmpty()) {
            context.count(UNMATCHED, 1);
            return;
        }
        List<Claim> claims = new ArrayList<>();
        for (SentJob job : candidates) {
            claimOf(job, nonce, chip).ifPresent(claims::add);
        }
        if (claims.isEmpty()) {
            context.count(UNOFFERED, 1);
            return;
        }
        make(likeliest(claims), chip);
    }

    private Optional<Claim> claimOf(SentJob job, ChipNonce nonce, int chip) {
        // Until all chips test by a new mask, what they report meets the easier of both.
        TicketMask easier = job.ticket.extraBits() < ticket.extraBits() ? job.ticket : ticket;
        OptionalInt address = OptionalInt.of(addresses.assigned(chip));
        return job.work
                .claim(family, nonce, tickets.target(easier), address)
                .map(found -> new Claim(job, found));
    }

    /** Where a job's byte was given to another, only the hash tells whose the nonce is. */
    private static Claim likeliest(List<Claim> claims) {
        if (claims.size() > 1) {
            for (Claim claim : claims) {
                if (claim.found.ticketTarget().isMetBy(claim.found.header().hash())) {
                    return claim;
                }
            }
        }
        return claims.getFirst();
    }

    private void make(Claim claim, int chip) {
        if (!claim.job.isNew(claim.found)) {
            countDuplicate(chip);
            return;
        }
        switch (context.claim(claim.found)) {
            case PROVEN -> {
                provenNanos = context.nanos();
                counters.proven(chip, claim.found.ticketTarget().expectedHashes());
            }
            case HARDWARE_ERROR -> {
                counters.hardwareError(chip);
                context.count(HARDWARE_ERRORS, 1);
            }
            case DUPLICATE -> countDuplicate(chip);
        }
    }

    private void countDuplicate(int chip) {
        counters.duplicate(chip);
        context.count(DUPLICATES, 1);
    }

    /** Sends the next job now and the ones after it in time; nothing while there is none. */
    private void sendNext() {
        stopClock();
        Optional<Work> work = feed.work();
        if (!isUp || work.isEmpty()) {
            return;
        }
        writeMasks(work.get());
        feed.next(context.nanos()).ifPresent(this::send);
        if (!isUp) {
            return; // The line was lost just now.
        }
        Duration pause = interval.of(mhz, versions, sweepTicks);
        next = context.after(pause, this::sendNext);
    }

    private void send(ChipWork work) {
        int jobHeader = jobs.put(new SentJob(work, ticket));
        line.send(work.job(family, jobHeader));
    }

    /**
     * Before the work they are for: a chip that rolls more than the pool lets it works for none.
     */
    private void writeMasks(Work work) {
        VersionMask wanted = work.job().rollableVersion();
        if (isUp && !wanted.equals(versions)) {
            versions = wanted;
            versionRolling()
                    .ifPresent(
                            value -> line.send(Command.writeAll(Register.VERSION_ROLLING, value)));
        }
        TicketMask wantedTicket = tickets.forShares(mhz, work.job().shareTarget());
        if (isUp && !wantedTicket.equals(ticket)) {
            ticket = wantedTicket;
            line.send(Command.writeAll(Register.TICKET_MASK, ticket.registerValue()));
        }
    }

    private void stopClock() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private static OptionalInt rollingEnable(ChipFamily family) {
        OptionalInt enable = OptionalInt.empty();
        for (InitStep step : family.init()) {
            if (step instanceof InitStep.VersionRolling rolling) {
                enable = OptionalInt.of(rolling.enable());
            }
        }
        return enable;
    }

    /** A nonce joined with one of the jobs it may be of. */
    private record Claim(SentJob job, NonceFound found) {}

    /** A job the chips may still answer. */
    private static final class SentJob {
        /** More nonces of one job than this are not remembered: a chip that floods is no miner. */
        private static final int REMEMBERED = 256;

        private final ChipWork work;
        private final TicketMask ticket;
        private final Set<Long> seen = new HashSet<>();

        SentJob(ChipWork work, TicketMask ticket) {
            this.work = work;
            this.ticket = ticket;
        }

        /** Whether this nonce, under this version, came for the first time. */
        boolean isNew(NonceFound found) {
            long key =
                    (long) found.version() << Integer.SIZE | Integer.toUnsignedLong(found.nonce());
            return seen.size() >= REMEMBERED || seen.add(key);
        }
    }
}
