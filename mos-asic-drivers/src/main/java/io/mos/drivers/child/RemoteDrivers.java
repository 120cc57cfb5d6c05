package io.mos.drivers.child;

import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DriverInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The drivers that were ever found in jars, by name; each stays the same object through all lives
 * of the process. Owner: the loop of {@link DriverHostProcess}.
 */
final class RemoteDrivers {

    private final Consumer<DeviceDriver> listener;
    private final Map<String, Known> drivers = new HashMap<>();

    /** A driver that a jar offers in this life of the process. */
    record Offer(ChildLink link, int number, String jar, DriverInfo info) {}

    private record Known(RemoteDriver driver, String jar) {}

    RemoteDrivers(Consumer<DeviceDriver> listener) {
        this.listener = listener;
    }

    /** Takes it in; or says why not. */
    Optional<String> found(Offer offer) {
        String name = offer.info.name();
        Known known =
                drivers.computeIfAbsent(
                        name, _ -> new Known(new RemoteDriver(offer.info), offer.jar));
        if (!known.jar.equals(offer.jar)) {
            return Optional.of(
                    "is not used: %s has a driver %s already".formatted(known.jar, name));
        }
        known.driver.attach(offer.link, offer.number);
        listener.accept(known.driver);
        return Optional.empty();
    }

    /**
     * The process is gone.
     *
     * @param barred why a jar of this name may not run any more, when it may not
     */
    void detach(String why, Function<String, Optional<String>> barred) {
        for (Known known : drivers.values()) {
            known.driver.detach(barred.apply(known.jar).orElse(why));
        }
    }
}
