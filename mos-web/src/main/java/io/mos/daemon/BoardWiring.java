package io.mos.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.agent.Agent;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.GuardSettings;
import io.mos.core.guard.Guardhouse;
import io.mos.core.guard.LimitCap;
import io.mos.core.guard.PoweredBoardFiles;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.board.BoardSettings;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.host.DeviceHost;
import io.mos.drivers.host.HostContext;
import io.mos.drivers.host.HostMetrics;
import io.mos.drivers.host.HostSettings;
import io.mos.drivers.host.ProtectedBoards;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.TtyScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds the boards to an agent: those that are plugged in, and those the user names. */
final class BoardWiring {

    private final Ground ground;
    private final StateFolder state;
    private final SerialPorts serial;

    BoardWiring(Ground ground, StateFolder state) {
        this.ground = ground;
        this.state = state;
        serial = SerialPorts.ofThisMachine(SerialPorts.usualLockFolder(), ground.time());
    }

    /** The modules in the order they start; they stop boards before the agent flushes shares. */
    List<DaemonModule> wire(Agent agent, MosConfig config) {
        HostContext context =
                new HostContext(
                        ground.time(),
                        ground.entropy(),
                        ground.events(),
                        new HostMetrics(ground.registry()),
                        agent,
                        guardhouse(ground.registry()),
                        ProtectedBoards.of(new GuardedBoards(serial, ground.time())),
                        serial,
                        new Settings(config.boards()));
        DeviceHost host = new DeviceHost(context, drivers(), named(config.boards()));
        List<DaemonModule> modules = new ArrayList<>(List.of(host));
        if (config.drivers().detectUsb()) {
            modules.add(TtyScanner.ofThisMachine(ground.time(), host::onTty));
        }
        return modules;
    }

    private Guardhouse guardhouse(MeterRegistry registry) {
        return new Guardhouse(
                ground.time(),
                ground.events(),
                registry,
                new PoweredBoardFiles(state.poweredBoards()));
    }

    /** All drivers of this build; those of third parties live in a process of their own. */
    static List<DeviceDriver> drivers() {
        return ServiceLoader.load(DeviceDriver.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static List<Candidate.Named> named(List<BoardConfig> boards) {
        return boards.stream()
                .filter(board -> !board.ports().isEmpty())
                .map(board ->
                        new Candidate.Named(new DeviceId(board.id()), board.board(), board.ports()))
                .toList();
    }

    /** What the configuration says, by device. */
    private static final class Settings implements HostSettings {
        private final Map<String, BoardConfig> boards;

        Settings(List<BoardConfig> boards) {
            this.boards =
                    boards.stream().collect(Collectors.toMap(BoardConfig::id, Function.identity()));
        }

        @Override
        public Optional<String> board(DeviceId device) {
            return of(device).map(BoardConfig::board).filter(name -> !name.isEmpty());
        }

        @Override
        public DeviceSettings ofDriver(DeviceId device) {
            return of(device).map(BoardConfig::settings).orElse(DeviceSettings.NONE);
        }

        @Override
        public GuardSettings ofGuardian(DeviceId device) {
            return of(device)
                    .map(board ->
                            new GuardSettings(LimitCap.NONE, cap(board.settings()), board.quiet()))
                    .orElse(GuardSettings.NONE);
        }

        private Optional<BoardConfig> of(DeviceId device) {
            return Optional.ofNullable(boards.get(device.value()));
        }

        private static LimitCap cap(DeviceSettings settings) {
            return new LimitCap(
                    limit(settings, BoardSettings.MAX_CHIP),
                    limit(settings, BoardSettings.MAX_REGULATOR),
                    limit(settings, BoardSettings.MAX_FREQUENCY),
                    limit(settings, BoardSettings.MAX_VOLTAGE),
                    limit(settings, BoardSettings.MAX_POWER));
        }

        private static double limit(DeviceSettings settings, String name) {
            return settings.number(name).orElse(Double.POSITIVE_INFINITY);
        }
    }
}
