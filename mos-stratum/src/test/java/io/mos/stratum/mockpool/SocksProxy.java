package io.mos.stratum.mockpool;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A SOCKS5 proxy (RFC 1928, no authentication, CONNECT only) that leads every name to one local
 * port and notes what it was asked for.
 */
public final class SocksProxy implements AutoCloseable {

    private static final int VERSION = 5;
    private static final int ADDRESS_IPV4 = 1;
    private static final int ADDRESS_NAME = 3;
    private static final int ADDRESS_IPV6 = 4;
    private static final byte[] SUCCEEDED = {VERSION, 0, 0, ADDRESS_IPV4, 0, 0, 0, 0, 0, 0};
    private static final byte[] REFUSED = {VERSION, 5, 0, ADDRESS_IPV4, 0, 0, 0, 0, 0, 0};

    private final ServerSocket server;
    private final int leadsTo;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private SocksProxy(ServerSocket server, int leadsTo) {
        this.server = server;
        this.leadsTo = leadsTo;
    }

    /** Leads to this port of loopback; refuses when it is 0. */
    public static SocksProxy start(int leadsTo) throws IOException {
        ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        SocksProxy proxy = new SocksProxy(server, leadsTo);
        Thread.ofVirtual().name("socks").start(proxy::accept);
        return proxy;
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** {@code name host:port} or {@code address …} per request. */
    public List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("socks-client").start(() -> serve(socket));
            } catch (IOException _) {
                // A closed server ends the loop.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket pool = greet(client)) {
            Thread back = Thread.ofVirtual().name("socks-back").start(() -> copy(pool, client));
            copy(client, pool);
            back.join();
        } catch (IOException _) {
            // One side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket greet(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        in.readByte();
        in.skipBytes(in.readUnsignedByte());
        out.write(new byte[] {VERSION, 0});
        in.skipBytes(3);
        int type = in.readUnsignedByte();
        byte[] address = new byte[addressSizeBytes(type, in)];
        in.readFully(address);
        String host =
                type == ADDRESS_NAME
                        ? "name " + new String(address, US_ASCII)
                        : "address " + InetAddress.getByAddress(address).getHostAddress();
        asked.add(host + ":" + in.readUnsignedShort());
        out.write(leadsTo == 0 ? REFUSED : SUCCEEDED);
        if (leadsTo == 0) {
            throw new IOException("refused, as scripted");
        }
        return new Socket(InetAddress.getLoopbackAddress(), leadsTo);
    }

    private static int addressSizeBytes(int type, DataInputStream in) throws IOException {
        return switch (type) {
            case ADDRESS_IPV4 -> 4;
            case ADDRESS_IPV6 -> 16;
            case ADDRESS_NAME -> in.readUnsignedByte();
            default -> throw new IOException("address type " + type);
        };
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // The other direction notices too.
        }
    }
}
