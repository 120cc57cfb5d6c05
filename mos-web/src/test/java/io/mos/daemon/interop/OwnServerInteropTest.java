package io.mos.daemon.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.Await;
import io.mos.daemon.MosProcess;
import io.mos.stratum.failover.PoolConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mos run} as a miner of our own embedded server, which a real full node feeds: what one
 * process hashes over Stratum, the other brings to the node as a block.
 */
@Tag("interop")
class OwnServerInteropTest {

    /** Some million hashes a share, a tenth of a second; each is a block on regtest. */
    private static final Difficulty DIFFICULTY = Difficulty.of(0x1p-12);

    private static final int BLOCKS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void minesBlocksWithRolledVersionsThroughOurServer(@TempDir Path folder) throws Exception {
        Foreign node = Foreign.named("mos.interop.node");
        NodeRpc rpc = new NodeRpc(node);
        int before = rpc.height();
        PoolConfig solo = PoolConfig.solo(node.soloUrl(), node.get("NODE_ADDRESS"));
        try (NodeFedServer server = new NodeFedServer(solo, DIFFICULTY);
                MosProcess mos = MosProcess.run(folder, config(server.port()))) {
            Await.until(
                    "blocks are accepted, with a rolled version among them",
                    LIMIT,
                    () ->
                            !mos.isAlive()
                                    || (rpc.height() >= before + BLOCKS
                                            && hasRolled(rpc, before + 1, rpc.height())));
            assertTrue(mos.isAlive(), mos.log());
            mos.stop();
        }
        for (int height = before + 1; height <= before + BLOCKS; height++) {
            JsonNode output = rpc.block(height).path("tx").path(0).path("vout").path(0);
            assertEquals(
                    node.get("NODE_ADDRESS"),
                    output.path("scriptPubKey").path("address").asText(),
                    "block " + height);
        }
    }

    /** Our server clears these bits in its jobs, so that only a miner can have set them. */
    private static boolean hasRolled(NodeRpc rpc, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .map(height -> rpc.block(height).path("version").asInt())
                .anyMatch(version -> (version & VersionMask.BIP320.bits()) != 0);
    }

    private static String config(int port) {
        return """
        [web]
        enabled = false
        [hasher]
        threads = 2
        [[pools]]
        url = "stratum+tcp://127.0.0.1:%d"
        user = "miner.one"
        """
                .formatted(port);
    }
}
