package io.mos.stratum.mockpool;

import io.mos.stratum.v1.MalformedFrameException;
import io.mos.stratum.v1.V1Codec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A pool on a free loopback port that plays a {@link PoolScript} to every miner. */
public final class MockPool implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final PoolScript script;
    private final List<PoolPeer> peers = new CopyOnWriteArrayList<>();

    private MockPool(ServerSocket server, PoolScript script) {
        this.server = server;
        this.script = script;
    }

    public static MockPool start(PoolScript script) throws IOException {
        return start(script, ServerSocketFactory.getDefault());
    }

    /** With sockets of another kind, such as TLS. */
    public static MockPool start(PoolScript script, ServerSocketFactory sockets)
            throws IOException {
        ServerSocket server =
                sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        MockPool pool = new MockPool(server, script);
        Thread.ofVirtual().name("mock-pool").start(pool::accept);
        return pool;
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "stratum+tcp://127.0.0.1:" + port();
    }

    /** Every connection ever made, oldest first. */
    public List<PoolPeer> peers() {
        return peers;
    }

    /** Cuts every connection with RST, and goes on listening. */
    public void resetAll() throws IOException {
        for (PoolPeer peer : peers) {
            peer.reset();
        }
    }

    /** Stops listening and cuts every connection with RST. */
    public void cutOff() throws IOException {
        server.close();
        resetAll();
    }

    @Override
    public void close() throws IOException {
        cutOff();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                PoolPeer peer = new PoolPeer(socket);
                peers.add(peer);
                Thread.ofVirtual().name("mock-pool-peer").start(() -> serve(peer));
            } catch (IOException _) {
                // A closed server ends the loop; a broken handshake only this connection.
            }
        }
    }

    private void serve(PoolPeer peer) {
        try {
            script.onConnect(peer);
            for (byte[] line = peer.readLine(); line.length > 0; line = peer.readLine()) {
                script.onMessage(peer, V1Codec.read(line));
            }
        } catch (IOException | MalformedFrameException _) {
            // The miner is gone, or speaks TLS to a plain port.
        } finally {
            peer.close();
        }
    }
}
