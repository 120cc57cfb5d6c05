package io.mos.drivers.bench;

import io.mos.core.kernel.SystemTime;
import io.mos.drivers.serial.PtyPair;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.serial.TtyScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * What a serial port costs, over a terminal pair: the time from writing a frame to having read its
 * echo, and the CPU time of ports on which nothing happens.
 *
 * <p>Arguments: how many round trips, for how many seconds to idle, how many idle ports.
 */
final class SerialBench {

    /** A chip's answer (BM1366 and later). */
    private static final int FRAME_BYTES = 11;

    private static final int BAUD = 3_125_000;
    private static final int WARM_UP_ROUNDS = 5_000;
    private static final Duration WITHIN = Duration.ofSeconds(1);

    private final SystemTime time;
    private final SerialPorts ports;

    private SerialBench(SystemTime time) {
        this.time = time;
        ports = SerialPorts.ofThisMachine(SerialPorts.usualLockFolder(), time);
    }

    public static void main(String[] args) throws Exception {
        try (SystemTime time = new SystemTime()) {
            SerialBench bench = new SerialBench(time);
            bench.roundTrips(Integer.parseInt(args[0]));
            bench.idle(Duration.ofSeconds(Long.parseLong(args[1])), Integer.parseInt(args[2]));
        }
    }

    private void roundTrips(int rounds) throws IOException {
        try (PtyPair pair = PtyPair.open(time);
                SerialPort port = open(pair)) {
            Thread.ofPlatform().daemon(true).name("echo").start(() -> echo(pair));
            long[] nanos = new long[rounds];
            ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                long begin = time.nanos();
                port.write(frame.clear(), WITHIN);
                readFully(port, frame.clear());
                if (round >= 0) {
                    nanos[round] = time.nanos() - begin;
                }
            }
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "round trip of %d bytes, %d times, us: p50 %.0f p90 %.0f p99 %.0f max %.0f%n",
                    FRAME_BYTES,
                    rounds,
                    nanos[rounds / 2] / 1e3,
                    nanos[(int) (rounds * 0.9)] / 1e3,
                    nanos[(int) (rounds * 0.99)] / 1e3,
                    nanos[rounds - 1] / 1e3);
        }
    }

    private static void echo(SerialLink board) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        try {
            while (board.read(frame.clear(), WITHIN) instanceof Transfer.Moved) {
                board.write(frame.flip(), WITHIN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readFully(SerialLink port, ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (!(port.read(into, WITHIN) instanceof Transfer.Moved)) {
                throw new IOException("no echo");
            }
        }
    }

    /** Each port's thread looks up once a second, as a driver does to poll its sensors. */
    private void idle(Duration length, int count) throws IOException, InterruptedException {
        TtyScanner.ofThisMachine(time, _ -> {}).start();
        double without = percentOfCore(length);
        for (int i = 0; i < count; i++) {
            SerialPort port = open(PtyPair.open(time));
            Thread.ofPlatform().daemon(true).name("dev-" + i).start(() -> wait(port));
        }
        double with = percentOfCore(length);
        System.out.printf(
                Locale.ROOT,
                "percent of a core over %d s: scanner %.3f, with %d idle ports %.3f, one port"
                        + " %.3f%n",
                length.toSeconds(),
                without,
                count,
                with,
                (with - without) / count);
    }

    private double percentOfCore(Duration length) throws InterruptedException {
        // What the JVM compiles in the first seconds is not the ports'.
        wait(Duration.ofSeconds(5));
        Duration before = cpu();
        long begin = time.nanos();
        wait(length);
        double wallNanos = time.nanos() - begin;
        return 100 * cpu().minus(before).toNanos() / wallNanos;
    }

    private static void wait(SerialPort port) {
        ByteBuffer buffer = ByteBuffer.allocate(FRAME_BYTES);
        try {
            Transfer last = port.read(buffer, WITHIN);
            while (last instanceof Transfer.TimedOut) {
                last = port.read(buffer.clear(), WITHIN);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void wait(Duration length) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        time.schedule(length, over::countDown);
        over.await();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private SerialPort open(PtyPair pair) throws IOException {
        return ports.open(SerialRequest.of(pair.hostPath(), BAUD), (_, _) -> {});
    }
}
