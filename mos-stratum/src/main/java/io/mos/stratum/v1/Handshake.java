package io.mos.stratum.v1;

import io.mos.core.chain.VersionMask;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.PendingCalls.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which calls open a conversation, and in what order. Owner: the session.
 *
 * <p>{@code configure → subscribe → authorize → suggest_difficulty, extranonce.subscribe}, all at
 * once or step by step, as the {@link HandshakeStyle} says.
 */
final class Handshake {

    /** A call and what its reply is to. */
    record Step(V1Call call, Asked asked) {}

    /** Two bits are the four midstates a kernel or a board shares one message schedule over. */
    private static final int MIN_BIT_COUNT = 2;

    private final SessionConfig config;
    private final PoolMemory manners;
    private final HandshakeStyle style;
    private VersionMask asked = VersionMask.NONE;
    private VersionMask granted = VersionMask.NONE;
    private boolean hasConfigureReply;
    private boolean isRollingRefused;
    private boolean isExtranonceGranted;
    private boolean hasAskedToSubscribe;
    private boolean isSubscribed;
    private boolean isAuthorized;

    Handshake(SessionConfig config, PoolMemory manners) {
        this.config = config;
        this.manners = manners;
        this.style = manners.style();
    }

    /** What to send first. */
    List<Step> opening() {
        return switch (style) {
            case PIPELINED -> {
                List<Step> all = new ArrayList<>();
                if (config.calls().configure()) {
                    all.add(configure(VersionMask.BIP323, new Asked.Configure(false)));
                }
                all.add(subscribe());
                all.add(authorize());
                all.addAll(wishes());
                yield all;
            }
            case STEPWISE ->
                    config.calls().configure()
                            ? List.of(configure(VersionMask.BIP323, new Asked.Configure(false)))
                            : List.of(subscribe());
            case BARE -> List.of(subscribe());
        };
    }

    /** What to send now that configure was answered, or was not. */
    List<Step> afterConfigure() {
        if (style != HandshakeStyle.STEPWISE || hasAskedToSubscribe) {
            return List.of();
        }
        return List.of(subscribe());
    }

    List<Step> afterSubscribe() {
        return style == HandshakeStyle.PIPELINED ? List.of() : List.of(authorize());
    }

    List<Step> afterAuthorize() {
        return style == HandshakeStyle.STEPWISE ? wishes() : List.of();
    }

    /** Keeps what configure was answered; nothing when the answer made no sense. */
    void configured(Optional<ConfigureResult> result) {
        hasConfigureReply = true;
        granted = result.map(ConfigureResult::versionMask).orElse(VersionMask.NONE);
        isRollingRefused =
                granted.isEmpty()
                        && result.filter(r -> r.answers(MiningConfigure.VERSION_ROLLING))
                                .isPresent();
        isExtranonceGranted =
                result.filter(r -> r.isGranted(MiningConfigure.SUBSCRIBE_EXTRANONCE)).isPresent();
    }

    /** Whether the pool knows version rolling, but not with the mask we have asked for. */
    boolean isRollingRefused() {
        return isRollingRefused;
    }

    /** Asks again for the 16 bits every pool knows, after one refused the 24 of BIP323. */
    Step secondConfigure() {
        return configure(VersionMask.BIP320, new Asked.Configure(true));
    }

    /**
     * A call that changes nothing and must be answered: configure by a pool that has answered it
     * before, the same account once more by any other.
     */
    Step keepAlive() {
        return hasConfigureReply
                ? configure(asked, new Asked.KeepAlive())
                : new Step(authorize().call(), new Asked.KeepAlive());
    }

    /** The mask granted. */
    VersionMask granted() {
        return granted;
    }

    /** The part of an offered mask that we have asked for. */
    VersionMask usable(VersionMask offered) {
        return offered.intersect(asked);
    }

    void subscribed() {
        isSubscribed = true;
    }

    boolean isSubscribed() {
        return isSubscribed;
    }

    void authorized() {
        isAuthorized = true;
    }

    boolean isDone() {
        return isSubscribed && isAuthorized;
    }

    private Step configure(VersionMask mask, Asked what) {
        asked = mask;
        MiningConfigure call =
                ClientCall.configure(
                        mask, MIN_BIT_COUNT, config.suggestDifficulty(), config.userAgent());
        return new Step(
                config.calls().extranonceSubscribe()
                        ? call
                        : call.without(MiningConfigure.SUBSCRIBE_EXTRANONCE),
                what);
    }

    private Step subscribe() {
        hasAskedToSubscribe = true;
        return new Step(
                new ClientCall.MiningSubscribe(config.userAgent(), Optional.empty()),
                new Asked.Subscribe());
    }

    private Step authorize() {
        return new Step(
                new ClientCall.MiningAuthorize(config.user(), config.password()),
                new Asked.Authorize());
    }

    /** What pools may refuse, ignore or hang up on; one that has hung up is spared. */
    private List<Step> wishes() {
        List<Step> wishes = new ArrayList<>();
        if (!manners.takesWishes()) {
            return wishes;
        }
        config.suggestDifficulty()
                .map(ClientCall.SuggestDifficulty::new)
                .ifPresent(wish -> wishes.add(new Step(wish, new Asked.MayIgnore())));
        if (config.calls().extranonceSubscribe() && !isExtranonceGranted) {
            wishes.add(new Step(new ClientCall.ExtranonceSubscribe(), new Asked.MayIgnore()));
        }
        return wishes;
    }
}
