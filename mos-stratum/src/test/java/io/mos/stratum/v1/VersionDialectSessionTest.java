package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.ShareVerdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simulated pool of each dialect, told apart by what it accepts. */
class VersionDialectSessionTest {

    /** Bit 28 is inside BIP320's mask, as a real node sends it. */
    private static final int JOB_VERSION = 0x30000000;

    private static final int ROLLED = JOB_VERSION | 0x00006000;

    @ParameterizedTest
    @EnumSource(VersionDialect.class)
    void losesNoShareWhateverThePoolsDialect(VersionDialect dialect) {
        PoolMemory memory = new PoolMemory();
        SessionRig rig = mining(memory);
        for (int i = 0; i < 20; i++) {
            int version = i % 2 == 0 ? ROLLED : JOB_VERSION;
            rig.submit(rig.lastJob(), version);
            answerAs(rig, dialect, version);
        }
        assertEquals(20, rig.verdicts.size());
        rig.verdicts.forEach(v -> assertInstanceOf(ShareVerdict.Accepted.class, v));
    }

    @Test
    void remembersTheDialectForTheNextConnection() {
        PoolMemory memory = new PoolMemory();
        SessionRig first = mining(memory);
        first.submit(first.lastJob(), ROLLED);
        answerAs(first, VersionDialect.XOR, ROLLED);
        assertEquals(2, first.sent.size(), "a second try found out");
        SessionRig second = mining(memory);
        second.submit(second.lastJob(), ROLLED);
        answerAs(second, VersionDialect.XOR, ROLLED);
        assertEquals(1, second.sent.size());
        assertEquals(VersionDialect.XOR, memory.dialect().dialect());
    }

    @Test
    void findsOutAgainWhenThePoolChangesItsSoftware() {
        PoolMemory memory = new PoolMemory();
        SessionRig rig = mining(memory);
        rig.submit(rig.lastJob(), ROLLED);
        answerAs(rig, VersionDialect.XOR, ROLLED);
        for (int i = 0; i < 10; i++) {
            rig.submit(rig.lastJob(), ROLLED);
            answerAs(rig, VersionDialect.OR, ROLLED);
        }
        assertInstanceOf(ShareVerdict.Accepted.class, rig.verdicts.getLast());
    }

    @Test
    void doesNotSendTwiceForEverToAPoolThatRefusesAll() {
        SessionRig rig = mining(new PoolMemory());
        for (int i = 0; i < 100; i++) {
            rig.submit(rig.lastJob(), ROLLED);
            refuse(rig, 23);
            if (rig.verdicts.size() == i) {
                refuse(rig, 23);
            }
            assertEquals(i + 1, rig.verdicts.size());
        }
        assertEquals(103, rig.sent.size());
    }

    @Test
    void learnsNothingFromRefusalsThatAreNotAboutTheHeader() {
        SessionRig rig = mining(new PoolMemory());
        for (int code : new int[] {21, 22, 24, 25}) {
            rig.submit(rig.lastJob(), ROLLED);
            refuse(rig, code);
        }
        assertEquals(4, rig.sent.size());
        assertEquals(4, rig.verdicts.size());
    }

    @Test
    void judgesAShareOnceWhenTheConnectionDropsDuringItsSecondTry() {
        SessionRig rig = mining(new PoolMemory());
        rig.submit(rig.lastJob(), ROLLED);
        refuse(rig, 23);
        rig.drop().pass(Duration.ofSeconds(20));
        assertEquals(1, rig.verdicts.size());
        assertInstanceOf(ShareVerdict.Rejected.class, rig.verdicts.getFirst());
    }

    private static SessionRig mining(PoolMemory memory) {
        return new SessionRig(memory).handshake().notify("j1", SessionRig.PREV, JOB_VERSION, true);
    }

    /** Answers what was sent until the share is judged. */
    private static void answerAs(SessionRig rig, VersionDialect dialect, int hashed) {
        int judged = rig.verdicts.size();
        while (rig.verdicts.size() == judged) {
            String line = rig.lastSent();
            int bits =
                    Integer.parseUnsignedInt(line.replaceAll(".*'([0-9a-f]{8})'\\]}$", "$1"), 16);
            boolean isRight = dialect.combine(JOB_VERSION, VersionMask.BIP320, bits) == hashed;
            if (isRight) {
                rig.line("{'id':" + id(line) + ",'result':true}");
            } else {
                refuse(rig, 23);
            }
        }
    }

    private static void refuse(SessionRig rig, int code) {
        rig.line(
                "{'id':%s,'result':null,'error':[%d,'no',null]}"
                        .formatted(id(rig.lastSent()), code));
    }

    private static String id(String line) {
        return line.replaceAll(".*'id':(\\d+).*", "$1");
    }
}
