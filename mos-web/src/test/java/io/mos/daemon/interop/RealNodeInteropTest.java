package io.mos.daemon.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.testkit.Await;
import io.mos.daemon.MosProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mos run} in solo mode mines blocks a real full node accepts. */
@Tag("interop")
class RealNodeInteropTest {

    private static final int BLOCKS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void minesBlocksWithTransactionsThatPayTheUser(@TempDir Path folder) throws Exception {
        Foreign node = Foreign.named("mos.interop.node");
        NodeRpc rpc = new NodeRpc(node);
        int before = rpc.height();
        spendFromWitnessPrograms(rpc);
        try (MosProcess mos = MosProcess.run(folder, config(node))) {
            Await.until(
                    "three blocks are accepted; mos says: " + mos.log(),
                    LIMIT,
                    () -> rpc.height() >= before + BLOCKS || !mos.isAlive());
            assertTrue(rpc.height() >= before + BLOCKS, mos.log());
            assertEquals(0, mos.stop(), mos.log());
        }
        for (int height = before + 1; height <= before + BLOCKS; height++) {
            assertEquals(
                    node.get("NODE_ADDRESS"), NodeRpc.payee(rpc.block(height)), "block " + height);
        }
        assertTrue(
                IntStream.rangeClosed(before + 1, before + BLOCKS)
                        .mapToObj(rpc::block)
                        .anyMatch(RealNodeInteropTest::spendsWitnesses),
                "one block holds a transaction with witness data");
    }

    /** The node's coins lie on witness programs, so spending them needs witness data. */
    private static void spendFromWitnessPrograms(NodeRpc rpc) {
        for (int i = 0; i < 3; i++) {
            String address = rpc.call("getnewaddress", "", "bech32").asText();
            rpc.call("sendtoaddress", address, 0.5);
        }
    }

    private static String config(Foreign node) {
        return """
        [web]
        enabled = false
        [hasher]
        threads = 1
        [[pools]]
        url = "%s"
        payout = "%s"
        """
                .formatted(node.soloUrl(), node.get("NODE_ADDRESS"));
    }

    private static boolean spendsWitnesses(JsonNode block) {
        return StreamSupport.stream(block.path("tx").spliterator(), false)
                .skip(1)
                .anyMatch(tx -> tx.path("vin").path(0).path("txinwitness").size() > 0);
    }
}
