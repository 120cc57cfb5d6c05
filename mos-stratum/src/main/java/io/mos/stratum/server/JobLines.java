package io.mos.stratum.server;

import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes messages as lines, and the line of a job only once for all its miners: they differ in
 * their extranonces, which it does not hold. Owner: the server's loop.
 */
final class JobLines {

    /** Of one job as many as there are issues of difficulties, which are a handful. */
    private static final int MAX_LINES = 64;

    private final Map<Key, byte[]> lines = new HashMap<>();

    /** A server never gives the same name to two jobs ({@link JobName}). */
    private record Key(String jobId, boolean isClean) {}

    /** The message's line with its end; not to be changed, others may be sent the same. */
    byte[] of(V1Message message) {
        return message instanceof V1Message.Call call
                        && call.body() instanceof MiningNotify notify
                        && !call.id().isPresent()
                ? lineOf(call, notify)
                : V1Codec.write(message);
    }

    private byte[] lineOf(V1Message.Call call, MiningNotify notify) {
        Key key = new Key(notify.jobId(), notify.cleanJobs());
        byte[] line = lines.get(key);
        if (line == null) {
            if (lines.size() == MAX_LINES) {
                lines.clear();
            }
            line = V1Codec.write(call);
            lines.put(key, line);
        }
        return line;
    }
}
