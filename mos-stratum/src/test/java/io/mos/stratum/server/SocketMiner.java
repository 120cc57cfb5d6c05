package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A miner on a plain blocking socket, or somebody who claims to be one. */
final class SocketMiner implements AutoCloseable {

    /** Generous, because a loaded machine is no failure; a passing test never spends it. */
    private static final int READ_LIMIT_MILLIS = 10_000;

    final WireMiner wire = new WireMiner();
    private final Socket socket;
    private final BufferedReader in;
    private long nextId = 100;

    SocketMiner(int port) throws IOException {
        this(port, InetAddress.getLoopbackAddress());
    }

    SocketMiner(int port, InetAddress from) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Sends bytes as one segment, written with single quotes. */
    SocketMiner send(String text) throws IOException {
        socket.getOutputStream().write(text.replace('\'', '"').getBytes(UTF_8));
        return this;
    }

    /** The whole handshake in one segment, up to the first job. */
    SocketMiner begin() throws IOException {
        send(
                """
                {'id':1,'method':'mining.configure','params':[['version-rolling'],{}]}
                {'id':2,'method':'mining.subscribe','params':['test/1']}
                {'id':3,'method':'mining.authorize','params':['w','x']}
                """);
        awaitJobs(1);
        return this;
    }

    /** Until that many jobs were heard of in all. */
    void awaitJobs(int count) throws IOException {
        while (wire.jobs.size() < count) {
            read();
        }
    }

    /** Submits, and hears what comes until the answer. */
    V1Message.Reply submit(MiningSubmit submit) throws IOException {
        MessageId id = MessageId.of(nextId++);
        socket.getOutputStream().write(V1Codec.write(new V1Message.Call(id, submit)));
        return reply(id);
    }

    V1Message.Reply reply(MessageId id) throws IOException {
        Predicate<V1Message> isAnswer =
                message -> message instanceof V1Message.Reply reply && reply.id().equals(id);
        while (true) {
            V1Message message = read();
            if (isAnswer.test(message)) {
                return (V1Message.Reply) message;
            }
        }
    }

    /** Reads to the end of the connection; the lines until then. */
    List<String> readToEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (SocketException e) {
            // A reset is an end as well: the server closed with bytes of ours unread.
            lines.add("reset");
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private V1Message read() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new AssertionError("the server closed the connection");
        }
        V1Message message = V1Codec.read(line.getBytes(UTF_8));
        wire.hear(message);
        return message;
    }
}
