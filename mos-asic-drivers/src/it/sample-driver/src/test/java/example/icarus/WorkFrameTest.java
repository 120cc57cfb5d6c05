package example.icarus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WorkFrameTest {

    /** Block 881423, in the layout that the recorded probe has. */
    @Test
    void tailIsTheHeadersInReverse() {
        BlockHeader header =
                BlockHeader.parse(
                        HexFormat.of()
                                .parseHex(
                                        "0060592ee3c96a8a70ca15fe215e99f84ab64c43e1b5d2c43b540100"
                                                + "000000000000000076f63a35f1b8b5016d3eb0cce2eebbdf58bf"
                                                + "8fbea4e870c8f770346bdfcf622d69c19a678a9a021702fb05ff"));
        byte[] frame = WorkFrame.of(header);
        assertEquals(
                "8a9a021769c19a67dfcf622d", HexFormat.of().formatHex(frame, 52, frame.length));
        assertArrayEquals(new byte[20], Arrays.copyOfRange(frame, 32, 52));
    }

    /** What a real board answered hashes to a block: the layout is the recorded one. */
    @Test
    void recordedAnswerHashesToItsBlock() {
        Hash256 hash = Search.of(WorkFrame.PROBE).hash(WorkFrame.PROBE_ANSWER);
        assertTrue(Target.ofNBits(0x1a0b_3287).isMetBy(hash), hash.displayHex());
    }
}
