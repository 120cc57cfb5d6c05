package io.mos.drivers.serial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of what successive looks at the ports saw. A device is announced when two looks in a
 * row saw the same ports, none is missing and all may be opened: the ports of one board appear one
 * after the other, and udev grants access a moment after the kernel made them.
 *
 * <p>Serial numbers that were seen twice at once name nobody from then on. A device that was
 * announced before its twin came keeps its id until it is unplugged. Owner: the scan under way.
 */
final class TtyPlugs {

    /** Looks until a device that may not be opened is complained of. */
    static final int PATIENT_LOOKS = 20;

    private final Predicate<Tty> mayOpen;
    private final Map<String, Plug> plugs = new LinkedHashMap<>();
    private final Set<String> sharedSerialIds = new HashSet<>();

    TtyPlugs(Predicate<Tty> mayOpen) {
        this.mayOpen = mayOpen;
    }

    /** Whether a device is on its way and worth another look soon. */
    boolean isSettling() {
        return plugs.values().stream()
                .anyMatch(each -> each.announced == null && each.looks < PATIENT_LOOKS);
    }

    /** Takes in what is there now; answers what that changes, departures first. */
    List<TtyEvent> look(List<SysTty> ports) {
        Map<String, List<SysTty>> now = new LinkedHashMap<>();
        for (SysTty port : ports) {
            now.computeIfAbsent(port.plug(), _ -> new ArrayList<>()).add(port);
        }
        List<TtyEvent> events = new ArrayList<>();
        dropDeparted(now, events);
        noteSharedSerials(now);
        now.forEach(
                (key, seen) -> arrive(plugs.computeIfAbsent(key, _ -> new Plug()), seen, events));
        return events;
    }

    private void dropDeparted(Map<String, List<SysTty>> now, List<TtyEvent> events) {
        Iterator<Map.Entry<String, Plug>> all = plugs.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Plug> entry = all.next();
            Plug plug = entry.getValue();
            List<SysTty> seen = now.get(entry.getKey());
            boolean changed = plug.announced != null && !plug.seen.equals(seen);
            if (changed && plug.announced != null) {
                events.add(new TtyEvent.Unplugged(plug.announced));
            }
            if (seen == null || changed) {
                all.remove();
            }
        }
    }

    private void noteSharedSerials(Map<String, List<SysTty>> now) {
        Set<String> seen = new HashSet<>();
        for (List<SysTty> ports : now.values()) {
            if (ports.getFirst().identity() instanceof TtyIdentity.Usb usb
                    && !seen.add(usb.serialId())) {
                sharedSerialIds.add(usb.serialId());
            }
        }
    }

    private void arrive(Plug plug, List<SysTty> seen, List<TtyEvent> events) {
        if (plug.announced != null) {
            return;
        }
        boolean settled = plug.seen.equals(seen);
        boolean complete = seen.size() >= seen.getFirst().expectedTtys();
        plug.seen = List.copyOf(seen);
        plug.looks = Math.min(plug.looks + 1, PATIENT_LOOKS);
        boolean patienceOver = plug.looks == PATIENT_LOOKS;
        List<Tty> ttys = seen.stream().map(SysTty::tty).toList();
        List<Tty> refused = ttys.stream().filter(mayOpen.negate()).toList();
        TtyIdentity identity = seen.getFirst().identity();
        if (refused.isEmpty() && settled && (complete || patienceOver)) {
            plug.announced = new TtyDevice(idOf(identity), identity, ttys);
            events.add(new TtyEvent.Plugged(plug.announced));
        } else if (!refused.isEmpty() && patienceOver && !plug.complained) {
            plug.complained = true;
            events.add(new TtyEvent.Inaccessible(identity, refused));
        }
    }

    private String idOf(TtyIdentity identity) {
        return switch (identity) {
            case TtyIdentity.Usb usb
                    when !usb.serial().isEmpty()
                            && !sharedSerialIds.contains(usb.serialId())
                            && isFree(usb.serialId()) ->
                    usb.serialId();
            case TtyIdentity.Usb usb -> usb.placeId();
            case TtyIdentity.Uart uart -> uart.placeId();
        };
    }

    private boolean isFree(String id) {
        return plugs.values().stream()
                .noneMatch(each -> each.announced != null && each.announced.id().equals(id));
    }

    /** One device from one plugging to the next. */
    private static final class Plug {
        private List<SysTty> seen = List.of();
        private int looks;
        private boolean complained;
        private @Nullable TtyDevice announced;
    }
}
