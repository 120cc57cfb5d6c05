package io.mos.web.http;

import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An HTTP/1.1 client that says exactly what it is told, well-formed or not. */
final class RawHttp implements AutoCloseable {

    /** A test that waits longer has failed. */
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    }

    /** What came back. */
    record Response(int status, Map<String, String> headers, Buffer body) {
        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    static RawHttp connect(int port) throws IOException {
        return connect(port, "127.0.0.1", 0);
    }

    /**
     * @param from the client's own address
     * @param receiveBytes how much the system takes in unread, 0 for as much as it likes
     */
    static RawHttp connect(int port, String from, int receiveBytes) throws IOException {
        Socket socket = new Socket();
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
        return new RawHttp(socket);
    }

    RawHttp send(String method, String path, String host, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        request.append("Host: ").append(host).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** An answer with its body; of a stream, the head alone. */
    Response read() throws IOException {
        Response head = head();
        String length = head.header("content-length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Response(head.status(), head.headers(), Buffer.buffer(body));
    }

    /** An answer to HEAD, or the head of a stream. */
    Response head() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Response(status, headers, Buffer.buffer());
    }

    /** The next server-sent event of a chunked stream; empty at its end. */
    Optional<Event> event() throws IOException {
        StringBuilder frame = new StringBuilder();
        while (frame.indexOf("\n\n") < 0) {
            int size = Integer.parseInt(line(), 16);
            if (size == 0) {
                line();
                return Optional.empty();
            }
            frame.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        String[] lines = frame.toString().split("\n", -1);
        return Optional.of(
                new Event(
                        lines[0].substring("event: ".length()),
                        lines[1].substring("data: ".length())));
    }

    /** One server-sent event. */
    record Event(String name, String data) {}

    /** Whether the server ended the connection without another byte; waits until it does. */
    boolean isEnded() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Reads whatever comes until the server ends the connection, and counts it. */
    long drain() throws IOException {
        try {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended after \"" + line + '"');
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
