package io.mos.core.agent;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;

/** Runs an agent on the test's thread, so that other modules can test with it in virtual time. */
public final class InlineAgent {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Agent agent;
    private final VirtualTime time;

    /** Takes the place of {@link Agent#start()}. */
    public InlineAgent(Agent agent, VirtualTime time) {
        this.agent = agent;
        this.time = time;
        agent.loop().offer(agent::tick);
        agent.loop().runUntilIdle();
    }

    /** Lets so many seconds pass, each with what falls due in it. */
    public void seconds(int count) {
        for (int i = 0; i < count; i++) {
            time.advance(TICK);
            agent.loop().runUntilIdle();
        }
    }
}
