package io.mos.core.agent;

import io.mos.core.chain.Hash256;
import io.mos.core.device.WorkPort;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.ExtranonceSpace;
import io.mos.core.work.Job;
import io.mos.core.work.SourceId;
import io.mos.core.work.Work;
import io.mos.core.work.WorkSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts each source's jobs into non-overlapping work and puts it into the devices' slots. Owner:
 * agent loop.
 *
 * <p>Sources form a weighted set. A device hashes for one source at a time; devices are spread so
 * that each serving source has its weight's share of them, and move when a source runs dry or comes
 * back.
 */
final class WorkDispatcher {

    private final AgentContext context;
    private final Map<SourceId, Lane> lanes = new LinkedHashMap<>();
    private final Map<DeviceId, Seat> seats = new LinkedHashMap<>();
    private long nextWorkId = 1;

    /** When the job being given out came in. */
    private long noticedNanos = Work.NOT_NOTICED;

    WorkDispatcher(AgentContext context) {
        this.context = context;
    }

    void addSource(WorkSource source, int weight) {
        lanes.put(source.id(), new Lane(source, weight));
    }

    void addDevice(DeviceId device, WorkPort port) {
        Seat seat = new Seat(device, port);
        seats.put(device, seat);
        rebalance();
    }

    /** Takes a device out; its piece of the search space is free again. */
    void removeDevice(DeviceId device) {
        Seat seat = seats.remove(device);
        if (seat != null) {
            leave(seat);
            rebalance();
        }
    }

    /**
     * Gives a new job out.
     *
     * @param atNanos when the source gave it
     */
    void onJob(Job job, long atNanos) {
        noticedNanos = atNanos;
        take(job);
        noticedNanos = Work.NOT_NOTICED;
    }

    private void take(Job job) {
        Lane lane = lanes.get(job.source());
        if (lane == null) {
            return;
        }
        boolean wasDry = lane.job == null;
        boolean isNewConnection = wasDry || lane.epoch != job.epoch();
        if (isNewConnection || lane.space.extranonce2SizeBytes() != extranonce2Size(job)) {
            lane.space = new ExtranonceSpace(extranonce2Size(job));
            seatsOf(lane).forEach(seat -> seat.lease = null);
        }
        if (isNewConnection || job.renewal() == Job.Renewal.REPLACE) {
            lane.valid.clear();
        }
        announceNewBlock(lane, job);
        lane.take(job);
        if (wasDry) {
            rebalance();
        } else {
            Job issued = isNewConnection ? job.replacing() : job;
            seatsOf(lane).forEach(seat -> issue(seat, lane, issued));
        }
    }

    void onDry(SourceId source, String reason) {
        Lane lane = lanes.get(source);
        if (lane == null) {
            return;
        }
        lane.job = null;
        lane.valid.clear();
        rebalance();
    }

    /** Takes all work away; what devices have already found is still judged. */
    void idleAll() {
        seats.values().forEach(seat -> seat.port.idle());
    }

    /** The source to submit this job's share to, or nothing when the job is void. */
    Optional<WorkSource> submittable(Job job) {
        Lane lane = lanes.get(job.source());
        return lane != null && lane.epoch == job.epoch() && lane.valid.contains(job.id())
                ? Optional.of(lane.source)
                : Optional.empty();
    }

    /** Gives every device the source it should work for, and fresh work to those that moved. */
    private void rebalance() {
        List<Lane> serving = lanes.values().stream().filter(lane -> lane.job != null).toList();
        Map<Lane, Integer> load = new LinkedHashMap<>();
        serving.forEach(lane -> load.put(lane, 0));
        List<Seat> movers = new ArrayList<>();
        for (Seat seat : seats.values()) {
            Lane lane = seat.lane;
            if (lane != null
                    && load.containsKey(lane)
                    && load.getOrDefault(lane, 0) < quota(lane, serving)) {
                load.merge(lane, 1, Integer::sum);
            } else {
                movers.add(seat);
            }
        }
        movers.forEach(seat -> seatAnew(seat, load));
    }

    private void seatAnew(Seat seat, Map<Lane, Integer> load) {
        leave(seat);
        Optional<Lane> neediest =
                load.keySet().stream()
                        .filter(lane -> lane.weight > 0)
                        .min(
                                Comparator.comparingDouble(
                                        lane -> (double) load.getOrDefault(lane, 0) / lane.weight));
        if (neediest.isEmpty()) {
            seat.port.idle();
            return;
        }
        Lane lane = neediest.get();
        load.merge(lane, 1, Integer::sum);
        seat.lane = lane;
        Job job = lane.job;
        if (job != null) {
            issue(seat, lane, job.replacing());
        }
    }

    /** How many devices this lane may keep: its weight's share, rounded up. */
    private int quota(Lane lane, List<Lane> serving) {
        int weights = serving.stream().mapToInt(each -> each.weight).sum();
        return weights == 0 ? 0 : Math.ceilDiv(seats.size() * lane.weight, weights);
    }

    private static void leave(Seat seat) {
        Lane lane = seat.lane;
        ExtranonceSpace.Lease lease = seat.lease;
        if (lane != null && lease != null) {
            lane.space.release(lease);
        }
        seat.lane = null;
        seat.lease = null;
    }

    private void issue(Seat seat, Lane lane, Job job) {
        if (seat.lease == null) {
            seat.lease = lane.space.lease().orElse(null);
        }
        ExtranonceSpace.Lease lease = seat.lease;
        if (lease == null) {
            // The source's extranonce2 is too small for this many devices.
            seat.port.idle();
            announceUnserved(seat, lane);
            return;
        }
        seat.isUnserved = false;
        Work work = new Work(nextWorkId++, job, lease.range(), context.time().now(), noticedNanos);
        switch (job.renewal()) {
            case UPDATE -> seat.port.update(work);
            case REPLACE -> seat.port.replace(work);
        }
    }

    private List<Seat> seatsOf(Lane lane) {
        return seats.values().stream().filter(seat -> seat.lane == lane).toList();
    }

    private void announceNewBlock(Lane lane, Job job) {
        Hash256 before = lane.prevHash;
        if (before == null || !before.equals(job.prevHash())) {
            context.events()
                    .publish(
                            new FleetEvent.NewBlock(
                                    context.time().now(),
                                    job.source().value(),
                                    job.prevHash().displayHex()));
        }
    }

    /** Once for each time a device is left without work. */
    private void announceUnserved(Seat seat, Lane lane) {
        if (!seat.isUnserved) {
            seat.isUnserved = true;
            context.events()
                    .publish(
                            new FleetEvent.DeviceUnserved(
                                    context.time().now(), seat.device, lane.source.id().value()));
        }
    }

    private static int extranonce2Size(Job job) {
        return job.merkle().extranonce2SizeBytes();
    }

    /** One source and its newest job. */
    private static final class Lane {
        /**
         * Jobs remembered without a REPLACE between; of a pool that floods updates the oldest are
         * forgotten, never those a device may still hash.
         */
        private static final int VALID_JOBS = 256;

        final WorkSource source;
        final int weight;
        final LinkedHashSet<String> valid = new LinkedHashSet<>();
        ExtranonceSpace space = new ExtranonceSpace(0);
        @Nullable Job job;
        @Nullable Hash256 prevHash;
        long epoch;

        Lane(WorkSource source, int weight) {
            this.source = source;
            this.weight = weight;
        }

        void take(Job newest) {
            // Taken out first, so that a job id given again counts as new.
            valid.remove(newest.id());
            valid.add(newest.id());
            if (valid.size() > VALID_JOBS) {
                valid.removeFirst();
            }
            job = newest;
            epoch = newest.epoch();
            prevHash = newest.prevHash();
        }
    }

    /** One hashing device and what it works for. */
    private static final class Seat {
        final DeviceId device;
        final WorkPort port;
        @Nullable Lane lane;
        ExtranonceSpace.@Nullable Lease lease;
        boolean isUnserved;

        Seat(DeviceId device, WorkPort port) {
            this.device = device;
            this.port = port;
        }
    }
}
