package io.mos.daemon.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.daemon.MosProcess;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimOptions;
import io.mos.hasher.CpuHashEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board, {@code mos run} that drives it and does not hash itself, and a real full node. */
@Tag("interop")
class RealNodeBoardInteropTest {

    private static final String BOARD = "bitaxe-gamma";

    /** Some five blocks a second on a chain where every other hash is one. */
    private static final SimOptions OPTIONS =
            SimOptions.usual().withTicketZeroBits(12).withHashesPerSecond(20_000);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void theNodeAcceptsBlocksTheBoardFinds(@TempDir Path folder) throws Exception {
        Foreign node = Foreign.named("mos.interop.node");
        NodeRpc rpc = new NodeRpc(node);
        int before = rpc.height();
        try (SystemTime time = new SystemTime();
                SimBoard board = open(time);
                MosProcess mos = run(folder, config(node, board, boardFile(folder)))) {
            Await.until(
                    "a block is accepted; mos says: " + mos.log(),
                    LIMIT,
                    () -> rpc.height() > before || !mos.isAlive());
            assertTrue(rpc.height() > before, mos.log());
            assertEquals(0, mos.stop(), mos.log());
            assertTrue(board.status().nonces() > 0, () -> board.status().toString());
            assertEquals(node.get("NODE_ADDRESS"), NodeRpc.payee(rpc.block(before + 1)), mos.log());
        }
    }

    private static SimBoard open(SystemTime time) throws IOException {
        return SimBoards.open(
                BOARD, OPTIONS, new SimBoards.World(new CpuHashEngine(), time, Entropy.system()));
    }

    /** The shipped board's, for chips that hash on a CPU. */
    private static Path boardFile(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("gamma.json"), SimBoards.boardFile(BOARD, "gamma", OPTIONS));
    }

    private static MosProcess run(Path folder, String toml) throws IOException {
        Path config = Files.writeString(folder.resolve("mos.toml"), toml);
        return MosProcess.start(
                List.of("-Dmos.state=" + folder.resolve("state")),
                "run",
                "--config",
                config.toString());
    }

    private static String config(Foreign node, SimBoard board, Path file) {
        return """
        [web]
        enabled = false
        [hasher]
        mode = "off"
        [drivers]
        detect-usb = false
        [[pools]]
        url = "%s"
        payout = "%s"
        [[boards]]
        id = "gamma"
        board = "%s"
        ports = ["%s", "%s"]
        """
                .formatted(
                        node.soloUrl(),
                        node.get("NODE_ADDRESS"),
                        file,
                        board.hostPaths().getFirst(),
                        board.hostPaths().getLast());
    }
}
