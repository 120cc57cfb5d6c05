package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any sequence of boards coming, going and hiding, among them many with the same serial number. */
@Tag("property")
final class TtyPlugsPropertyTest {

    private static final int SOCKETS = 6;
    private static final int STEPS = 60;

    private static final class World {
        private final Map<Integer, List<SysTty>> sockets = new TreeMap<>();
        private final Map<String, TtyDevice> announced = new HashMap<>();
        private boolean allowed = true;
        private int plugging;
        private final TtyPlugs plugs = new TtyPlugs(_ -> allowed);

        void change(Gen gen) {
            allowed = gen.intBetween(0, 9) > 0;
            int socket = gen.intBetween(0, SOCKETS - 1);
            if (gen.anyBoolean()) {
                sockets.remove(socket);
            } else {
                sockets.put(socket, board(gen, socket));
            }
        }

        private List<SysTty> board(Gen gen, int socket) {
            String serial = gen.pick(List.of("", "0001", "A", "B"));
            int ports = gen.intBetween(1, 3);
            var identity = new TtyIdentity.Usb(1, 2, 0, "", "", serial, "1-" + socket);
            String plug = "plug" + plugging++;
            List<SysTty> ttys = new ArrayList<>();
            for (int i = 0; i < ports; i++) {
                String name = "ttyACM" + (socket * 10 + i);
                ttys.add(new SysTty(new Tty(i, name, Path.of(name)), identity, plug, ports));
            }
            return ttys;
        }

        void look() {
            List<SysTty> now = sockets.values().stream().flatMap(List::stream).toList();
            for (TtyEvent event : plugs.look(now)) {
                switch (event) {
                    case TtyEvent.Plugged(TtyDevice device) ->
                            assertEquals(null, announced.put(device.id(), device), device.id());
                    case TtyEvent.Unplugged(TtyDevice device) ->
                            assertTrue(announced.remove(device.id(), device), device.id());
                    case TtyEvent.Inaccessible _ -> assertTrue(!allowed);
                }
            }
        }

        void settle() {
            allowed = true;
            for (int look = 0; look < TtyPlugs.PATIENT_LOOKS + 1; look++) {
                look();
            }
        }

        List<String> announcedSockets() {
            return announced.values().stream()
                    .map(each -> ((TtyIdentity.Usb) each.identity()).portPath())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsAnnouncedIsWhatIsPluggedAndNoIdIsUsedTwice() {
        Gen.forAll(
                200,
                gen -> {
                    World world = new World();
                    for (int step = 0; step < STEPS; step++) {
                        world.change(gen);
                        for (int look = gen.intBetween(0, 3); look > 0; look--) {
                            world.look();
                        }
                    }
                    world.settle();
                    assertEquals(
                            world.sockets.keySet().stream().map(each -> "1-" + each).toList(),
                            world.announcedSockets());
                    assertTrue(!world.plugs.isSettling());
                });
    }
}
