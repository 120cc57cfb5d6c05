package io.mos.daemon;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.device.Candidate;
import io.mos.core.device.Device;
import io.mos.core.device.DeviceRegistry;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.guard.Guardhouse;
import io.mos.core.guard.PoweredBoardFiles;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.NonceFound;
import io.mos.core.work.SourceId;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.frame.JobFormat;
import io.mos.drivers.board.BoardFile;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.host.DeviceHost;
import io.mos.drivers.host.HostContext;
import io.mos.drivers.host.HostMetrics;
import io.mos.drivers.host.HostSettings;
import io.mos.drivers.host.ProtectedBoards;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.sim.chip.KnownHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Proves one board: the driver, the guardian and the port as the daemon has them, but with known
 * blocks for work. A board passes when each known block's nonce came back and nothing it claimed
 * was wrong. Owner: the thread that runs it.
 */
final class DriverProof {

    /** A bring-up takes ten seconds, most of them for raising the clock. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Longer than any chip takes for all versions of a job. */
    private static final Duration PER_BLOCK = Duration.ofSeconds(6);

    private static final Duration STEP = Duration.ofMillis(100);

    private final String name;
    private final BoardFile board;
    private final TimeSource time;

    /** What a board showed. */
    record Result(
            String board,
            int chips,
            int expectedChips,
            int goldenFound,
            int goldenAsked,
            long nonces,
            long wrong,
            long badCrc,
            long duplicates,
            String trouble) {

        boolean isGolden() {
            return goldenFound == goldenAsked;
        }

        boolean isPass() {
            return isGolden() && chips == expectedChips && wrong == 0;
        }

        String sentence() {
            String verdict = isPass() ? "PASS" : "FAIL";
            return "%s: %s, %d of %d chips, %d of %d known blocks, %d nonces, %d wrong, %d damaged%s"
                    .formatted(
                            verdict,
                            board,
                            chips,
                            expectedChips,
                            goldenFound,
                            goldenAsked,
                            nonces,
                            wrong,
                            badCrc,
                            trouble.isEmpty() ? "" : "; " + trouble);
        }

        String toJson() {
            return String.format(
                    Locale.ROOT,
                    "{\"board\":\"%s\",\"chips\":%d,\"golden\":%b,\"nonces\":%d,\"badCrc\":%d,"
                            + "\"duplicates\":%d,\"pass\":%b}",
                    board,
                    chips,
                    isGolden(),
                    nonces,
                    badCrc,
                    duplicates,
                    isPass());
        }
    }

    /**
     * @param name what the result calls the board
     */
    DriverProof(String name, BoardFile board, TimeSource time) {
        this.name = name;
        this.board = board;
        this.time = time;
    }

    Result run(DeviceId id, String boardOrFile, List<Path> ports) throws InterruptedException {
        Bench bench = new Bench();
        SerialPorts serial = SerialPorts.ofThisMachine(SerialPorts.usualLockFolder(), time);
        HostContext context =
                new HostContext(
                        time,
                        Entropy.system(),
                        new EventBus<>(),
                        new HostMetrics(new CompositeMeterRegistry()),
                        bench,
                        new Guardhouse(
                                time,
                                new EventBus<>(),
                                new CompositeMeterRegistry(),
                                new PoweredBoardFiles(StateFolder.ofThisProcess().poweredBoards())),
                        ProtectedBoards.of(new GuardedBoards(serial, time)),
                        serial,
                        HostSettings.NONE);
        DeviceHost host =
                new DeviceHost(
                        context,
                        BoardWiring.drivers(),
                        List.of(new Candidate.Named(id, boardOrFile, ports)));
        host.start();
        try {
            bench.awaitHashing();
            for (BlockHeader block : goldenBlocks()) {
                bench.mine(block);
            }
            bench.hashOn();
        } finally {
            bench.keep();
            host.close();
        }
        return bench.result();
    }

    private static List<BlockHeader> goldenBlocks() {
        return KnownHeaders.shipped().headers();
    }

    /** Takes the board in as the agent would. */
    private final class Bench implements DeviceRegistry {
        private final CountDownLatch taken = new CountDownLatch(1);
        private final AtomicLong nonces = new AtomicLong();
        private final AtomicLong wrong = new AtomicLong();
        private final AtomicLong duplicates = new AtomicLong();
        private final Set<BlockHeader> claimed = ConcurrentHashMap.newKeySet();
        private final Set<BlockHeader> missing = new HashSet<>(goldenBlocks());
        private volatile @Nullable Device device;
        private volatile @Nullable Telemetry last;
        private long nextWork = 1;

        @Override
        public Device addDevice(DeviceId id, Function<NonceListener, Device> opener) {
            Device opened = opener.apply(this::judge);
            device = opened;
            taken.countDown();
            return opened;
        }

        @Override
        public void removeDevice(DeviceId id) {
            keep();
        }

        /** On the device's thread. */
        private NonceListener.ClaimVerdict judge(NonceFound claim) {
            BlockHeader header = claim.header();
            if (!claim.ticketTarget().isMetBy(header.hash())) {
                wrong.incrementAndGet();
                return NonceListener.ClaimVerdict.HARDWARE_ERROR;
            }
            if (!claimed.add(header)) {
                duplicates.incrementAndGet();
                return NonceListener.ClaimVerdict.DUPLICATE;
            }
            nonces.incrementAndGet();
            return NonceListener.ClaimVerdict.PROVEN;
        }

        void keep() {
            Device known = device;
            if (known != null) {
                last = known.snapshot();
            }
        }

        /** Until the board takes work, or the limit. */
        void awaitHashing() throws InterruptedException {
            if (!taken.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            // Something else first: a job that was sent is never sent again.
            BlockHeader first = goldenBlocks().getFirst();
            give(first.withNTime(first.nTime() + 1));
            long end = time.nanos() + LIMIT.toNanos();
            while (time.nanos() < end && !isHashing()) {
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            }
        }

        private boolean isHashing() {
            Device known = device;
            return known != null && known.snapshot().state() instanceof DeviceState.Hashing;
        }

        void mine(BlockHeader block) throws InterruptedException {
            if (!isHashing()) {
                return;
            }
            give(block);
            long end = time.nanos() + PER_BLOCK.toNanos();
            while (time.nanos() < end && !claimed.contains(block)) {
                TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
            }
            if (claimed.contains(block)) {
                missing.remove(block);
            }
        }

        /** Work without a known nonce, so that the chips show what they find by themselves. */
        void hashOn() throws InterruptedException {
            BlockHeader first = goldenBlocks().getFirst();
            mine(first.withNTime(first.nTime() + 2));
        }

        private void give(BlockHeader block) {
            Device known = device;
            if (known == null) {
                return;
            }
            Work work = new Work(nextWork++, job(block), ExtranonceRange.NONE, time.now());
            known.facet(WorkPort.class).ifPresent(port -> port.replace(work));
        }

        Result result() {
            Telemetry seen = last;
            List<Telemetry.Chip> chips = seen == null ? List.of() : seen.board().chips();
            return new Result(
                    name,
                    chips.size(),
                    board.chips().count(),
                    goldenBlocks().size() - missing.size(),
                    goldenBlocks().size(),
                    nonces.get(),
                    wrong.get(),
                    chips.stream().mapToLong(Telemetry.Chip::badCrc).sum(),
                    duplicates.get(),
                    Optional.ofNullable(seen)
                            .map(each -> each.state().reason())
                            .orElse("the board could not be opened"));
        }
    }

    private Job job(BlockHeader block) {
        boolean canRoll = board.chips().family().jobs().format() == JobFormat.FULL;
        int rolled = canRoll ? block.version() & VersionMask.BIP320.bits() : 0;
        int version = block.version() & ~rolled;
        return new Job(
                new SourceId("test"),
                1,
                block.hash().displayHex(),
                Job.Renewal.REPLACE,
                version,
                rolled == 0 ? VersionMask.NONE : VersionMask.BIP320,
                block.prevHash(),
                new MerkleSource.FixedRoot(block.merkleRoot()),
                block.nBits(),
                block.nTime(),
                Target.ofNBits(block.nBits()));
    }
}
