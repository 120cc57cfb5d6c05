package io.mos.daemon;

import io.mos.core.agent.Agent;
import io.mos.core.device.Device;
import io.mos.hasher.CpuDevice;
import io.mos.hasher.CpuFallback;
import io.mos.hasher.HasherConfig;

/** Adds the CPU to an agent's devices as {@code hasher.mode} wants it. */
final class CpuWiring {

    private final Ground ground;

    CpuWiring(Ground ground) {
        this.ground = ground;
    }

    void add(Agent agent, HasherConfig config) {
        switch (config.mode()) {
            case OFF -> {}
            case ALWAYS -> open(agent, config);
            case FALLBACK -> {
                Device cpu = open(agent, config);
                agent.onSnapshot(new CpuFallback(cpu, ground.time(), ground.events()));
            }
        }
    }

    private Device open(Agent agent, HasherConfig config) {
        return agent.addDevice(
                CpuDevice.ID,
                listener ->
                        CpuDevice.open(
                                config,
                                new CpuDevice.CpuContext(
                                        ground.time(),
                                        ground.entropy(),
                                        ground.events(),
                                        listener)));
    }
}
