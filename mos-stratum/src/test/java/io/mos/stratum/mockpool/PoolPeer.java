package io.mos.stratum.mockpool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One miner's connection, seen from the pool. Sending is thread-safe. */
public final class PoolPeer {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final List<String> received = new CopyOnWriteArrayList<>();

    PoolPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** Sends a line written with single quotes. */
    public void send(String line) throws IOException {
        sendRaw((line.replace('\'', '"') + "\n").getBytes(UTF_8));
    }

    public void send(V1Message message) throws IOException {
        sendRaw(V1Codec.write(message));
    }

    public synchronized void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends these bytes again and again until the other side has had enough, or {@code times}. */
    public void sendUntilClosed(byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                sendRaw(bytes);
            }
        } catch (IOException _) {
            close();
        }
    }

    /** All lines received so far. */
    public List<String> received() {
        return received;
    }

    /** Ends the connection with FIN. */
    public void close() {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed all the same.
        }
    }

    /** Ends the connection with RST, as a crashed or firewalled pool does. */
    public void reset() throws IOException {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            // The reading thread has closed it: nothing is left to cut.
        }
        socket.close();
    }

    public boolean isClosed() {
        return socket.isClosed();
    }

    /** The next line, or nothing at the end. */
    byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                received.add(line.toString(UTF_8));
                return line.toByteArray();
            }
            line.write(next);
        }
        return new byte[0];
    }
}
