package io.mos.drivers.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is at work in the process of the drivers, in a file both processes see: what is noted here is
 * there even when the process is gone from one instruction to the next. The daemon makes the file
 * and reads it afterwards, the process writes it.
 *
 * <pre>
 * offset | size | field                                      | order
 * 8i     | 4    | number of the jar thread i runs, plus one  | big-endian
 * 8i + 4 | 4    | 1 while it is in the jar's code            | big-endian
 * </pre>
 */
final class BlackBox {

    /** More threads than boards at one machine; those beyond are not noted. */
    private static final int LANES = 256;

    private static final int LANE_BYTES = 8;

    private final MappedByteBuffer notes;
    private final BitSet taken = new BitSet();

    private BlackBox(MappedByteBuffer notes) {
        this.notes = notes;
    }

    /** An empty one; the daemon's part. */
    static void create(Path file) throws IOException {
        Files.write(file, new byte[LANES * LANE_BYTES]);
    }

    /** The jars whose code was being run; the daemon's part, when the process is gone. */
    static Set<Integer> jarsInside(Path file) throws IOException {
        ByteBuffer notes = ByteBuffer.wrap(Files.readAllBytes(file));
        Set<Integer> jars = new TreeSet<>();
        while (notes.remaining() >= LANE_BYTES) {
            int jar = notes.getInt() - 1;
            if (notes.getInt() == 1 && jar >= 0) {
                jars.add(jar);
            }
        }
        return jars;
    }

    /** For writing; the process's part. */
    static BlackBox open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new BlackBox(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) LANES * LANE_BYTES));
        }
    }

    /** A place for a thread that runs this jar's code; nothing when all are taken. Any thread. */
    synchronized Optional<Place> take(int jar) {
        int free = taken.nextClearBit(0);
        if (free >= LANES) {
            return Optional.empty();
        }
        taken.set(free);
        notes.putInt(free * LANE_BYTES, jar + 1);
        return Optional.of(new Place(free));
    }

    private synchronized void release(int index) {
        notes.putInt(index * LANE_BYTES, 0);
        taken.clear(index);
    }

    /** One thread's place. Owner: that thread. */
    final class Place {

        private final int index;

        private Place(int index) {
            this.index = index;
        }

        void enter() {
            notes.putInt(index * LANE_BYTES + Integer.BYTES, 1);
        }

        void leave() {
            notes.putInt(index * LANE_BYTES + Integer.BYTES, 0);
        }

        /** The thread ends. */
        void release() {
            leave();
            BlackBox.this.release(index);
        }
    }
}
