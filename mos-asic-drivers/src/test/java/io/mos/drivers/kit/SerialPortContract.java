package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import io.mos.core.testkit.Gen;
import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.PortBusyException;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every provider of serial ports must keep, with a board at the other end of the line. */
@Tag("conformance")
public abstract class SerialPortContract {

    private static final int BAUD = 115_200;

    /** Far beyond what anything here takes; a test that passes never spends it. */
    private static final Duration LONG = Duration.ofSeconds(10);

    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> hangUps = new CopyOnWriteArrayList<>();
    private SerialPorts ports;
    private Line line;
    private SerialPort host;

    /** A line to test on; closing the board's end pulls the plug. */
    public record Line(SerialPorts ports, Path path, SerialLink board) {}

    /** Makes a new line that nobody has opened. */
    protected abstract Line newLine() throws IOException;

    @BeforeEach
    final void openLine() throws IOException {
        line = newLine();
        ports = line.ports();
        host = ports.open(SerialRequest.of(line.path(), BAUD), (_, why) -> hangUps.add(why));
    }

    @AfterEach
    final void closeLine() {
        host.close();
        line.board().close();
    }

    @Test
    final void everyByteValueArrivesUnchangedBothWays() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertEquals(new Transfer.Moved(256), host.write(ByteBuffer.wrap(all), LONG));
        assertArrayEquals(all, readAll(line.board(), all.length));
        assertEquals(new Transfer.Moved(256), line.board().write(ByteBuffer.wrap(all), LONG));
        assertArrayEquals(all, readAll(host, all.length));
    }

    @Test
    @Tag("property")
    final void chunksOfAnySizeArriveInOrder() {
        Gen.forAll(
                50,
                gen -> {
                    byte[] sent = gen.bytes(gen.intBetween(1, 2_000));
                    int chunk = gen.intBetween(1, 300);
                    boolean upwards = gen.anyBoolean();
                    SerialLink from = upwards ? line.board() : host;
                    SerialLink to = upwards ? host : line.board();
                    try {
                        for (int at = 0; at < sent.length; at += chunk) {
                            int size = Math.min(chunk, sent.length - at);
                            from.write(ByteBuffer.wrap(sent, at, size), LONG);
                        }
                        assertArrayEquals(sent, readAll(to, sent.length));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    final void readsIntoTheCallersBufferFromItsPositionOn() throws IOException {
        line.board().write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LONG);
        ByteBuffer buffer = ByteBuffer.allocate(10).position(4).limit(6);
        assertEquals(new Transfer.Moved(2), host.read(buffer, LONG));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 1, 2, 0, 0, 0, 0}, buffer.array());
        assertEquals(6, buffer.position());
        assertArrayEquals(new byte[] {3}, readAll(host, 1));
    }

    @Test
    final void refusesToReadIntoAFullBuffer() {
        ByteBuffer full = ByteBuffer.allocate(0);
        assertThrows(IllegalArgumentException.class, () -> host.read(full, SHORT));
    }

    @Test
    final void anIdleReadTimesOut() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        assertEquals(new Transfer.TimedOut(), host.read(buffer, SHORT));
        assertEquals(new Transfer.TimedOut(), host.read(buffer, Duration.ZERO));
        assertEquals(0, buffer.position());
        assertEquals(List.of(), hangUps);
    }

    @Test
    final void aWriteNobodyTakesTimesOutAndTellsHowFarItCame() throws IOException {
        ByteBuffer tooMuch = ByteBuffer.allocate(1 << 20);
        assertEquals(new Transfer.TimedOut(), host.write(tooMuch, SHORT));
        int sent = tooMuch.position();
        assertTrue(sent > 0 && sent < tooMuch.limit(), "sent " + sent);
        assertEquals(sent, readAll(line.board(), sent).length);
        assertEquals(new Transfer.TimedOut(), line.board().read(ByteBuffer.allocate(1), SHORT));
    }

    @Test
    final void anUnplugEndsAReadThatWaits() throws IOException {
        CompletableFuture<Transfer> read = startRead();
        line.board().close();
        assertInstanceOf(Transfer.HungUp.class, Await.result(read));
        assertEquals(1, hangUps.size(), hangUps::toString);
        assertInstanceOf(Transfer.HungUp.class, host.read(ByteBuffer.allocate(8), LONG));
        assertInstanceOf(Transfer.HungUp.class, host.write(ByteBuffer.allocate(8), LONG));
        assertEquals(1, hangUps.size(), "told more than once: " + hangUps);
    }

    @Test
    final void anUnplugEndsAWriteThatWaits() throws IOException {
        ByteBuffer tooMuch = ByteBuffer.allocate(1 << 20);
        host.write(tooMuch, SHORT);
        CompletableFuture<Transfer> write = start(() -> host.write(tooMuch, LONG));
        line.board().close();
        assertInstanceOf(Transfer.HungUp.class, Await.result(write));
        assertEquals(1, hangUps.size(), hangUps::toString);
    }

    @Test
    final void closingEndsAReadThatWaits() throws IOException {
        CompletableFuture<Transfer> read = startRead();
        host.close();
        assertEquals(new Transfer.Closed(), Await.result(read));
        assertEquals(List.of(), hangUps, "closing is no hang-up");
    }

    @Test
    final void aWakeEndsAReadThatWaits() throws IOException {
        CompletableFuture<Transfer> read = startRead();
        host.wake();
        assertEquals(new Transfer.TimedOut(), Await.result(read));
        line.board().write(ByteBuffer.wrap(new byte[] {5}), LONG);
        assertArrayEquals(new byte[] {5}, readAll(host, 1));
    }

    /** Or an order put down between two reads would wait for the whole of the second. */
    @Test
    final void aWakeBetweenReadsEndsTheNextOneAndNoOther() throws IOException {
        host.wake();
        host.wake();
        assertEquals(new Transfer.TimedOut(), host.read(ByteBuffer.allocate(8), LONG));
        CompletableFuture<Transfer> read = startRead();
        line.board().write(ByteBuffer.wrap(new byte[] {5}), LONG);
        assertEquals(new Transfer.Moved(1), Await.result(read));
    }

    @Test
    final void aWakeDoesNotHoldBackWhatCameIn() throws IOException {
        line.board().write(ByteBuffer.wrap(new byte[] {5}), LONG);
        host.wake();
        assertArrayEquals(new byte[] {5}, readAll(host, 1));
    }

    @Test
    final void aClosedPortStaysClosed() throws IOException {
        host.close();
        host.close();
        assertEquals(new Transfer.Closed(), host.read(ByteBuffer.allocate(8), LONG));
        assertEquals(new Transfer.Closed(), host.write(ByteBuffer.allocate(8), LONG));
        assertEquals(new Transfer.Closed(), host.drain(LONG));
    }

    @Test
    final void theBoardSeesTheHostsRate() throws IOException {
        assertEquals(BAUD, host.baud());
        for (int baud :
                new int[] {1_000_000, 1_041_667, 1_562_500, 3_000_000, 3_125_000, 115_740}) {
            assertEquals(baud, host.setBaud(baud));
            assertEquals(baud, host.baud());
            assertEquals(baud, line.board().baud());
        }
    }

    @Test
    final void zeroIsNoRate() {
        assertThrows(IllegalArgumentException.class, () -> host.setBaud(0));
        assertThrows(IllegalArgumentException.class, () -> SerialRequest.of(line.path(), -115_200));
    }

    @Test
    final void bytesThatWereNotReadCanBeDiscarded() throws IOException {
        line.board().write(ByteBuffer.wrap(new byte[] {1, 2, 3}), LONG);
        readAll(host, 1);
        host.discardInput();
        line.board().write(ByteBuffer.wrap(new byte[] {4}), LONG);
        assertArrayEquals(new byte[] {4}, readAll(host, 1));
    }

    @Test
    final void drainingAnIdleLineReturns() throws IOException {
        host.write(ByteBuffer.wrap(new byte[] {1}), LONG);
        assertInstanceOf(Transfer.Moved.class, host.drain(LONG));
    }

    @Test
    final void nobodyElseOpensAnOpenPort() throws IOException {
        HangUpListener nobody = (_, _) -> {};
        SerialRequest again = SerialRequest.of(line.path(), BAUD);
        assertThrows(PortBusyException.class, () -> ports.open(again, nobody));
        host.close();
        host = ports.open(again, nobody);
        host.write(ByteBuffer.wrap(new byte[] {7}), LONG);
        assertArrayEquals(new byte[] {7}, readAll(line.board(), 1));
    }

    @Test
    final void anAbsentPortIsAnError() {
        Path absent = line.path().resolveSibling("absent");
        assertThrows(
                IOException.class, () -> ports.open(SerialRequest.of(absent, BAUD), (_, _) -> {}));
    }

    /** Something that may break. */
    private interface Call {
        Transfer run() throws IOException;
    }

    private CompletableFuture<Transfer> startRead() {
        return start(() -> host.read(ByteBuffer.allocate(8), LONG));
    }

    /** Returns when the thread is about to call, and mostly when it waits. */
    private static CompletableFuture<Transfer> start(Call call) {
        CompletableFuture<Transfer> result = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .name("dev-test")
                        .start(() -> {
                            begun.countDown();
                            try {
                                result.complete(call.run());
                            } catch (IOException | RuntimeException e) {
                                result.completeExceptionally(e);
                            }
                        });
        Await.until("the reader runs", () -> begun.getCount() == 0);
        Await.until("the reader waits", () -> isWaiting(thread) || result.isDone());
        return result;
    }

    /** A thread in a system call counts as running: give it the time to get there. */
    private static boolean isWaiting(Thread thread) {
        return thread.getState() != Thread.State.RUNNABLE
                || List.of(thread.getStackTrace()).toString().contains("poll");
    }

    private static byte[] readAll(SerialLink link, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            assertInstanceOf(Transfer.Moved.class, link.read(buffer, LONG));
        }
        return buffer.array();
    }
}
