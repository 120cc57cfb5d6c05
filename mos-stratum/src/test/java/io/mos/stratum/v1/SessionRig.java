package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session without a network: lines in, lines out, and time by hand. */
final class SessionRig {

    static final String USER = "me.w1";
    static final String PREV = "11".repeat(32);
    static final String OTHER_PREV = "22".repeat(32);
    static final int VERSION = 0x20000000;

    private static final PoolConfig POOL =
            PoolConfig.pool("stratum+tcp://eu.pool-example.com:3333", USER);

    final PoolMemory memory;
    final V1Session session;
    final List<String> sent = new ArrayList<>();
    final List<Job> jobs = new ArrayList<>();
    final List<ShareVerdict> verdicts = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final List<UpstreamFailure> closed = new ArrayList<>();
    List<String> opening = List.of();
    boolean isReady;
    private long nanos = 1_000;
    private long ticket;

    SessionRig() {
        this(new PoolMemory(), OptionalCalls.ALL, Optional.empty());
    }

    SessionRig(PoolMemory memory) {
        this(memory, OptionalCalls.ALL, Optional.empty());
    }

    SessionRig(PoolMemory memory, OptionalCalls calls, Optional<Difficulty> suggest) {
        this.memory = memory;
        this.session =
                new V1Session(
                        new SessionConfig(
                                POOL.parsedUrl(),
                                new PayoutGuard(List.of(POOL)),
                                "mos/test",
                                USER,
                                "x",
                                calls,
                                suggest),
                        memory,
                        new Upstream.Terms(new SourceId("pools"), 7));
    }

    /** Up to the first job: configure grants BIP320, difficulty 1, extranonce2 of 4 bytes. */
    static SessionRig mining() {
        return mining(new PoolMemory());
    }

    static SessionRig mining(PoolMemory memory) {
        return new SessionRig(memory).handshake().notify("j1", PREV, VERSION, true);
    }

    SessionRig handshake() {
        connect();
        line("{'id':1,'result':{'version-rolling':true,'version-rolling.mask':'1fffe000'}}");
        line("{'id':2,'result':[[['mining.notify','s']],'aabbccdd',4],'error':null}");
        line("{'id':3,'result':true,'error':null}");
        assertTrue(isReady);
        opening = methods();
        sent.clear();
        return this;
    }

    SessionRig connect() {
        perform(session.onConnected(nanos));
        return this;
    }

    /** Feeds a line written with single quotes. */
    SessionRig line(String line) {
        perform(session.onLine(nanos, line.replace('\'', '"').getBytes(UTF_8)));
        return this;
    }

    /** Feeds a line as it is. */
    SessionRig raw(String line) {
        perform(session.onLine(nanos, line.getBytes(UTF_8)));
        return this;
    }

    SessionRig notify(String jobId, String prevHash, int version, boolean clean) {
        return line(
                "{'id':null,'method':'mining.notify','params':['%s','%s','01','02',[],'%08x','1d00ffff','6b002fdd',%b]}"
                        .formatted(jobId, prevHash, version, clean));
    }

    SessionRig pass(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos = Math.min(end, nanos + Duration.ofSeconds(1).toNanos());
            perform(session.onTick(nanos));
        }
        return this;
    }

    SessionRig drop() {
        perform(session.onClosed(nanos, new UpstreamFailure(Cause.CLOSED_BY_PEER, "gone")));
        return this;
    }

    SessionRig submit(Job job, int version) {
        Extranonce extranonce2 = Extranonce.ofCounter(5, 4);
        BlockHeader header =
                new BlockHeader(
                        version,
                        job.prevHash(),
                        job.merkle().root(extranonce2),
                        job.nTime(),
                        job.nBits(),
                        0x01020304);
        return submit(new Share(job, extranonce2, header, Hash256.ZERO));
    }

    SessionRig submit(Share share) {
        perform(session.onSubmit(nanos, ++ticket, share));
        return this;
    }

    SessionRig submit(Job job) {
        return submit(job, job.version());
    }

    Job lastJob() {
        return jobs.getLast();
    }

    String lastSent() {
        return sent.getLast();
    }

    /** The methods sent so far, in order. */
    List<String> methods() {
        return sent.stream().map(line -> line.replaceAll(".*'method':'([^']*)'.*", "$1")).toList();
    }

    Cause closeCause() {
        assertEquals(1, closed.size(), "closed exactly once");
        return closed.getFirst().cause();
    }

    private void perform(List<SessionAction> actions) {
        for (SessionAction action : actions) {
            assertTrue(
                    closed.isEmpty() || action instanceof SessionAction.Judge,
                    "nothing but verdicts after the end: " + action);
            switch (action) {
                case SessionAction.Send(V1Message message) ->
                        sent.add(
                                new String(V1Codec.write(message), UTF_8)
                                        .strip()
                                        .replace('"', '\''));
                case SessionAction.Ready _ -> isReady = true;
                case SessionAction.Mine(Job job) -> jobs.add(job);
                case SessionAction.Judge(long _, ShareVerdict verdict) -> verdicts.add(verdict);
                case SessionAction.Replied _ -> {}
                case SessionAction.Tell(String text) -> told.add(text);
                case SessionAction.Close(UpstreamFailure failure) -> closed.add(failure);
            }
        }
    }
}
