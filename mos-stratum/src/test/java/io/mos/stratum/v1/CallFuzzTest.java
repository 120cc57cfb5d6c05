package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are the parameters of a known call, whose method the first byte picks: they make the call,
 * which keeps its limits and written again is the same, or a complaint that names what is wrong.
 */
@Tag("fuzz")
class CallFuzzTest {

    private static final List<String> POOL =
            List.of(
                    PoolCall.MiningNotify.METHOD,
                    PoolCall.SetDifficulty.METHOD,
                    PoolCall.SetTarget.METHOD,
                    PoolCall.SetExtranonce.METHOD,
                    PoolCall.SetVersionMask.METHOD,
                    PoolCall.Ping.METHOD,
                    PoolCall.GetVersion.METHOD,
                    PoolCall.ShowMessage.METHOD,
                    PoolCall.Reconnect.METHOD);
    private static final List<String> CLIENT =
            List.of(
                    ClientCall.MiningConfigure.METHOD,
                    ClientCall.MiningSubscribe.METHOD,
                    ClientCall.MiningAuthorize.METHOD,
                    ClientCall.MiningSubmit.METHOD,
                    ClientCall.ExtranonceSubscribe.METHOD,
                    ClientCall.SuggestDifficulty.METHOD,
                    ClientCall.SuggestTarget.METHOD);

    @FuzzTest
    void pool(byte[] input) {
        checkPool(input);
    }

    @FuzzTest
    void client(byte[] input) {
        checkClient(input);
    }

    static void checkPool(byte[] input) {
        if (read(POOL, input) instanceof PoolCall call) {
            keepsItsLimits(call);
        }
    }

    static void checkClient(byte[] input) {
        if (read(CLIENT, input) instanceof ClientCall.MiningConfigure configure) {
            VersionMask mask = configure.versionMask();
            assertTrue(mask.bitCount() <= Integer.SIZE);
            assertTrue(configure.extensions().size() <= ClientCall.MAX_EXTENSIONS);
            configure.minimumDifficulty().ifPresent(wish -> assertTrue(wish.value() > 0));
        }
    }

    /** The call, or the complaint; a bad line when the bytes are no parameters at all. */
    private static Object read(List<String> methods, byte[] input) {
        if (input.length == 0) {
            return "nothing";
        }
        String method = methods.get((input[0] & 0xff) % methods.size());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("{\"id\":1,\"method\":\"" + method + "\",\"params\":").getBytes(UTF_8));
        line.write(input, 1, input.length - 1);
        line.write('}');
        try {
            if (!(V1Codec.read(line.toByteArray()) instanceof V1Message.Call call)) {
                return "a reply";
            }
            assertEquals(call, V1Codec.read(V1Codec.write(call)));
            if (call.body() instanceof V1Call.Invalid invalid) {
                assertFalse(invalid.problem().isBlank());
            }
            return call.body();
        } catch (MalformedFrameException refused) {
            return refused.fault();
        }
    }

    private static void keepsItsLimits(PoolCall call) {
        switch (call) {
            case PoolCall.MiningNotify notify -> {
                assertTrue(notify.jobId().length() <= PoolCall.MAX_JOB_ID_CHARS);
                assertTrue(notify.branch().size() <= PoolCall.MAX_BRANCH);
                Target.ofNBits(notify.nBits());
            }
            case PoolCall.SetDifficulty set -> {
                double value = set.difficulty().value();
                assertTrue(value > 0 && Double.isFinite(value));
                set.difficulty().target();
            }
            case PoolCall.SetExtranonce set ->
                    assertTrue(
                            set.extranonce2SizeBytes() >= 0
                                    && set.extranonce2SizeBytes()
                                            <= PoolCall.MAX_EXTRANONCE2_BYTES);
            case PoolCall.ShowMessage message ->
                    assertTrue(
                            message.text().chars().noneMatch(Character::isISOControl)
                                    && message.text().length() <= PoolCall.MAX_MESSAGE_CHARS + 1);
            case PoolCall.Reconnect order ->
                    assertTrue(
                            order.port() >= 0
                                    && order.port() <= PoolCall.MAX_PORT
                                    && order.waitSeconds() >= 0);
            case PoolCall.SetTarget _,
                    PoolCall.SetVersionMask _,
                    PoolCall.Ping _,
                    PoolCall.GetVersion _ -> {}
        }
    }
}
