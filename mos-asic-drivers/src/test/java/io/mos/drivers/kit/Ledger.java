package io.mos.drivers.kit;

import io.mos.core.chain.BlockHeader;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.NonceFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a driver claimed and what became of it; judges as the daemon does. Owner: the test's thread.
 */
final class Ledger {

    /** As many nonces are remembered to know one again. */
    private static final int REMEMBERED = 512;

    private final Set<BlockHeader> known =
            java.util.Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<BlockHeader, Boolean> each) {
                            return size() > REMEMBERED;
                        }
                    });

    private final List<NonceFound> proven = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private boolean isKeeping = true;
    private long provenCount;
    private double provenHashes;
    private long wrong;
    private long duplicates;
    private double reportedHashes;
    private long lastWorkId;

    ClaimVerdict judge(NonceFound claim) {
        BlockHeader header = claim.header();
        lastWorkId = claim.work().id();
        if (!claim.ticketTarget().isMetBy(header.hash())) {
            wrong++;
            return ClaimVerdict.HARDWARE_ERROR;
        }
        if (!known.add(header)) {
            duplicates++;
            return ClaimVerdict.DUPLICATE;
        }
        provenCount++;
        provenHashes += claim.ticketTarget().expectedHashes();
        if (isKeeping) {
            proven.add(claim);
        }
        return ClaimVerdict.PROVEN;
    }

    void reported(DeviceReport report) {
        reportedHashes = report.chips().stream().mapToDouble(Telemetry.Chip::provenHashes).sum();
    }

    void count(String event, long times) {
        counts.merge(event, times, Long::sum);
    }

    /** From now on it only counts. */
    void keepNothing() {
        isKeeping = false;
        proven.clear();
    }

    /** Proven claims since the last {@link #clear}. */
    List<NonceFound> proven() {
        return List.copyOf(proven);
    }

    long provenCount() {
        return provenCount;
    }

    double provenHashes() {
        return provenHashes;
    }

    /** By the chips of the driver's last report. */
    double reportedHashes() {
        return reportedHashes;
    }

    /** Claims whose hash is not what they said. */
    long wrong() {
        return wrong;
    }

    long duplicates() {
        return duplicates;
    }

    /** Which work the last claim was for; 0 before the first. */
    long lastWorkId() {
        return lastWorkId;
    }

    /** Forgets all claims until now, not what would be a duplicate. */
    void clear() {
        proven.clear();
        provenCount = 0;
        provenHashes = 0;
        wrong = 0;
        duplicates = 0;
        lastWorkId = 0;
    }

    String text() {
        return "%d proven, %d wrong, %d duplicates, counted %s"
                .formatted(provenCount, wrong, duplicates, counts);
    }
}
