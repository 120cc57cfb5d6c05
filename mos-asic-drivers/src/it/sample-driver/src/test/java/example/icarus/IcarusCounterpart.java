package example.icarus;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.drivers.kit.Counterpart;
import io.mos.drivers.sim.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An Icarus as it is seen from its port: hashes the newest work and answers whatever is enough. */
final class IcarusCounterpart implements Counterpart {

    /** What is enough for a board that hashes on a CPU. */
    static final int TICKET_ZERO_BITS = 8;

    private static final Target TICKET = Target.ofExpectedHashes(1 << TICKET_ZERO_BITS);
    private static final long MOST_HASHES_PER_SECOND = 600;
    private static final int BAUD = 115_200;
    private static final double BAUD_TOLERANCE = 0.03;
    private static final long GAP_NANOS = 100_000_000;
    private static final long ANSWER_NANOS = 350_000;
    private static final long SWEEP_NANOS = 11_300_000_000L;
    private static final double NANOS = 1e9;

    private final World world;
    private final ByteBuffer in = ByteBuffer.allocate(WorkFrame.SIZE_BYTES);
    private final List<Answer> answers = new ArrayList<>();
    private @Nullable Search search;
    private long workNanos;
    private long heardNanos;
    private long nowNanos;
    private double owedHashes;
    private int nonce;

    /** Bytes that leave the board then. */
    private record Answer(long nanos, byte[] bytes) {}

    IcarusCounterpart(World world) {
        this.world = world;
    }

    @Override
    public void accept(Channel channel, byte[] bytes, int count, int baud, long nanos) {
        advance(nanos);
        if (!isHeardAt(baud)) {
            return;
        }
        if (nanos - heardNanos > GAP_NANOS) {
            in.clear();
        }
        heardNanos = nanos;
        for (int i = 0; i < count; i++) {
            in.put(bytes[i]);
            if (!in.hasRemaining()) {
                begin(in.array().clone(), nanos);
                in.clear();
            }
        }
    }

    @Override
    public void deliver(Channel channel, int baud, long nanos, Consumer<byte[]> toHost) {
        advance(nanos);
        while (!answers.isEmpty() && answers.getFirst().nanos() <= nanos) {
            byte[] bytes = answers.removeFirst().bytes();
            if (isHeardAt(baud)) {
                toHost.accept(bytes);
            }
        }
    }

    @Override
    public OptionalLong nextNanos(Channel channel) {
        return answers.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(answers.getFirst().nanos());
    }

    @Override
    public boolean isHashing(long nanos) {
        return search != null && nanos - workNanos < SWEEP_NANOS;
    }

    private static boolean isHeardAt(int baud) {
        return Math.abs(baud - BAUD) <= BAUD * BAUD_TOLERANCE;
    }

    /** Headers whose nonce is known are found at once, as silicon would come upon them. */
    private void begin(byte[] frame, long nanos) {
        search = Search.of(frame);
        workNanos = nanos;
        nonce = 0;
        owedHashes = 0;
        if (Arrays.equals(frame, WorkFrame.PROBE)) {
            answer(WorkFrame.PROBE_ANSWER);
        }
        for (BlockHeader known : world.known()) {
            if (Arrays.equals(frame, WorkFrame.of(known))) {
                answer(Integer.reverseBytes(known.nonce()));
            }
        }
    }

    private void advance(long nanos) {
        double seconds = Math.max(0, nanos - nowNanos) / NANOS;
        nowNanos = Math.max(nowNanos, nanos);
        Search begun = search;
        if (begun == null || !isHashing(nanos)) {
            return;
        }
        owedHashes += seconds * Math.min(world.hashesPerSecond(), MOST_HASHES_PER_SECOND);
        for (; owedHashes >= 1; owedHashes--) {
            if (TICKET.isMetBy(begun.hash(nonce))) {
                answer(nonce);
            }
            nonce++;
        }
    }

    private void answer(int word) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(word).array();
        answers.add(new Answer(nowNanos + ANSWER_NANOS, bytes));
    }
}
