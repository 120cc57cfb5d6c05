package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.NonceListener;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job.Renewal;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real device on its real threads, with the kernel that is always there. */
class CpuDeviceTest {

    private final SystemTime time = new SystemTime();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> seen = events.subscribe(1000, () -> {});
    private final List<NonceFound> claims = new CopyOnWriteArrayList<>();
    private final CpuDevice device =
            CpuDevice.open(
                    new HasherConfig(HasherConfig.Mode.ALWAYS, 2, 100, "digest"),
                    new CpuDevice.CpuContext(time, Entropy.system(), events, this::take));

    @AfterEach
    void close() {
        device.close();
        time.close();
    }

    @Test
    void claimsOnlyNoncesThatHashAndOnlyOfItsLease() {
        device.replace(work(1));
        Await.until("claims come", () -> claims.size() >= 20);
        for (NonceFound claim : claims) {
            assertTrue(claim.ticketTarget().isMetBy(claim.header().hash()));
            assertTrue(claim.work().extranonces().contains(claim.extranonce2()));
            assertTrue(claim.work().job().rollableVersion().covers(rolled(claim)));
        }
        assertEquals(claims.size(), claims.stream().map(NonceFound::header).distinct().count());
    }

    @Test
    void turnsToReplacedWorkWithinABatch() {
        device.replace(work(1));
        Await.until("claims come", () -> !claims.isEmpty());
        device.replace(work(2));
        Await.until("claims of the new work", () -> claims.getLast().work().id() == 2);
        int seenOfNew = claims.size();
        Await.until("more claims", () -> claims.size() > seenOfNew + 20);
        long late =
                claims.subList(seenOfNew, claims.size()).stream()
                        .filter(claim -> claim.work().id() != 2)
                        .count();
        // Either thread may have been about to claim when the work was replaced.
        assertTrue(late <= 2, late + " claims of the old work");
    }

    @Test
    void idlesWithoutWorkAndWhilePaused() {
        assertInstanceOf(DeviceState.Idle.class, device.snapshot().state());
        device.replace(work(1));
        assertInstanceOf(DeviceState.Hashing.class, device.snapshot().state());
        device.execute(new Command.Pause());
        assertEquals("paused", device.snapshot().state().reason());
        device.execute(new Command.Resume());
        assertInstanceOf(DeviceState.Hashing.class, device.snapshot().state());
        device.idle();
        assertEquals("no work", device.snapshot().state().reason());
    }

    @Test
    void refusesWhatABoardAloneCanDo() {
        assertInstanceOf(
                CommandResult.Refused.class, device.execute(new Command.SetFrequency(500)));
        assertInstanceOf(CommandResult.Refused.class, device.execute(new Command.Reboot()));
    }

    @Test
    void hashesAgainWhenWorkIsUpdatedAfterIdling() {
        device.replace(work(1));
        device.idle();
        claims.clear();
        device.update(work(2));
        Await.until("claims of the new work", () -> !claims.isEmpty());
    }

    @Test
    void countsItsHashes() {
        device.replace(work(1));
        Await.until(
                "a rate is known",
                () -> device.snapshot().claimedGhs().known().filter(rate -> rate > 0).isPresent());
    }

    @Test
    void endsItsThreadsWhenClosed() {
        device.replace(work(1));
        Await.until("claims come", () -> !claims.isEmpty());
        device.close();
        assertInstanceOf(DeviceState.Closed.class, device.snapshot().state());
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread ->
                                thread.getName().matches("hash-[0-9]+") && thread.isAlive()));
    }

    @Test
    void tellsWhichKernelItChose() {
        assertTrue(
                seen.drain().stream()
                        .anyMatch(event ->
                                event instanceof FleetEvent.KernelChosen chosen
                                        && chosen.kernel().equals("digest")
                                        && chosen.reason().equals("configured")));
    }

    private NonceListener.ClaimVerdict take(NonceFound claim) {
        claims.add(claim);
        return NonceListener.ClaimVerdict.PROVEN;
    }

    private static int rolled(NonceFound claim) {
        return claim.version() ^ claim.work().job().version();
    }

    private Work work(long id) {
        return new Work(
                id,
                Jobs.job("pool", "job " + id, "block " + id, Renewal.REPLACE),
                new ExtranonceRange(4, id << 16, 1 << 16),
                time.now());
    }
}
