package io.mos.drivers.host;

import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.kernel.Slot;
import io.mos.core.work.Work;
import java.util.Optional;

/**
 * What a device is to hash, on its way from the agent to the device's thread: the newest waits, and
 * what the ones before it voided stays void. Any thread puts, the device's takes.
 */
final class Orders {

    private final Slot<WorkOrder> slot = new Slot<>();
    private volatile WorkOrder inForce = new WorkOrder.Idle();

    /** Whether the slot was empty, so the device's thread is to be woken. */
    boolean put(WorkOrder newest) {
        return slot.merge(newest, Orders::merged);
    }

    /** The newest order that the device does not know yet. */
    Optional<WorkOrder> take() {
        Optional<WorkOrder> taken = slot.take();
        taken.ifPresent(order -> inForce = order);
        return taken;
    }

    /** The device is taken in anew: its work comes from there. */
    void forget() {
        slot.take();
        inForce = new WorkOrder.Idle();
    }

    /** What a program that begins anew is to hash; nothing of before is at work. */
    Optional<WorkOrder> begin() {
        take();
        return switch (inForce) {
            case WorkOrder.Update(Work work) -> Optional.of(new WorkOrder.Replace(work));
            case WorkOrder.Replace replace -> Optional.of(replace);
            case WorkOrder.Idle _ -> Optional.empty();
        };
    }

    private static WorkOrder merged(WorkOrder untaken, WorkOrder newest) {
        return switch (newest) {
            case WorkOrder.Replace replace -> replace;
            case WorkOrder.Idle idle -> idle;
            case WorkOrder.Update update ->
                    untaken instanceof WorkOrder.Update
                            ? update
                            : new WorkOrder.Replace(update.work());
        };
    }
}
