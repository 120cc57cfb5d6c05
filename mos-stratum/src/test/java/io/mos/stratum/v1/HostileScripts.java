package io.mos.stratum.v1;

import io.mos.core.chain.Difficulty;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.PoolPeer;
import io.mos.stratum.mockpool.PoolScript;
import java.io.IOException;

/** What bad pools do. */
final class HostileScripts {

    static final Difficulty EASY = Difficulty.of(0.0000001);

    private static final int MAX_ATTACK_BYTES = 100 * (1 << 20);
    private static final int MAX_REPEATS = 20_000;

    private HostileScripts() {}

    /** Done to a miner as soon as it connects. */
    interface PeerAction {
        void on(PoolPeer peer) throws IOException;
    }

    static PoolScript onConnect(PeerAction action) {
        return new PoolScript() {
            @Override
            public void onConnect(PoolPeer peer) throws IOException {
                action.on(peer);
            }

            @Override
            public void onMessage(PoolPeer peer, V1Message message) {}
        };
    }

    /**
     * Subscribes the miner, then sends the bytes again and again, up to 100 MB, as soon as it may.
     */
    static PoolScript attacking(byte[] bytes, Runnable untilItMay) {
        int times = Math.min(MAX_ATTACK_BYTES / bytes.length, MAX_REPEATS);
        return (peer, message) -> {
            if (message instanceof V1Message.Call(MessageId id, ClientCall.MiningSubscribe _)) {
                peer.send(
                        V1Message.Reply.of(
                                id, Json.array(Json.Arr.EMPTY, Json.of("aabb"), Json.of(4))));
                untilItMay.run();
                peer.sendUntilClosed(bytes, times);
            }
        };
    }

    /** Honest, but answers no submit. */
    static PoolScript silentOnSubmit() {
        HonestScript honest = new HonestScript(EASY);
        return (peer, message) -> {
            if (!(message instanceof V1Message.Call(var _, ClientCall.MiningSubmit _))) {
                honest.onMessage(peer, message);
            }
        };
    }

    /** Honest, but refuses every share. */
    static PoolScript refusing() {
        HonestScript honest = new HonestScript(EASY);
        return (peer, message) -> {
            if (message instanceof V1Message.Call(MessageId id, ClientCall.MiningSubmit _)) {
                peer.send(V1Message.Reply.refusal(id, new StratumError(23, "no")));
                honest.newJob();
            } else {
                honest.onMessage(peer, message);
            }
        };
    }
}
