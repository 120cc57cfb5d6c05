package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.testkit.Gen;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MidstateTest {
    /** Of vector bm1397-known-job: hardware answered with this nonce and midstate 2. */
    private static final String KNOWN_JOB =
            "55aa219618049b044c0a3aae0517a084736450e37161"
                    + "00".repeat(64)
                    + "7e027035b1acbaf23ea01a527344faf76ab476d328216118b7760f7b1b22d229"
                    + "00".repeat(32);

    /** The proof that words are reversed, bytes are not, and the merkle tail is left as it is. */
    @Test
    void hashesAKnownJobToWhatItsChipFound() {
        byte[] body = HexFormat.of().parseHex(KNOWN_JOB);
        ChipJob.Midstates job = (ChipJob.Midstates) ChipJob.read(JobFormat.MIDSTATE, body, 0);
        assertEquals(
                "000000000002d330e1b68e2ab8a0039df1eeaa77654c5743f7b70e03817ef55a",
                job.hash(2, 0x0a4c049b).displayHex());
        assertEquals(0x18, job.jobHeader());
    }

    @Test
    @Tag("property")
    void hashesAsTheWholeHeaderDoes() {
        Gen.forAll(
                100,
                gen -> {
                    BlockHeader header = BlockHeader.parse(gen.bytes(BlockHeader.SIZE_BYTES));
                    int nonce = gen.anyInt();
                    assertEquals(
                            header.withNonce(nonce).hash(),
                            Midstate.of(header).hash(JobTail.of(header), nonce));
                });
    }

    @Test
    void refusesOtherSizesAndCounts() {
        assertThrows(
                IllegalArgumentException.class, () -> new Midstate(ByteString.of(new byte[31])));
        Midstate midstate = new Midstate(ByteString.of(new byte[32]));
        JobTail tail = new JobTail(0, 0, 0, 0);
        List<Midstate> two = new ArrayList<>(List.of(midstate, midstate));
        assertThrows(IllegalArgumentException.class, () -> ChipJob.Midstates.of(0x18, tail, two));
    }
}
