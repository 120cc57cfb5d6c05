package io.mos.drivers.child;

import java.util.List;

/**
 * What a driver's jar sees of ours: the domain's words, the driver interface and the BM13xx engine.
 * The rest may change any day, and a jar may carry its own versions of our libraries.
 */
final class PromisedClasses extends ClassLoader {

    private static final List<String> PROMISED =
            List.of(
                    "io.mos.core.",
                    "io.mos.drivers.bm13xx.",
                    "io.mos.drivers.board.",
                    "org.slf4j.",
                    "org.jspecify.");

    private final ClassLoader ours;

    PromisedClasses(ClassLoader ours) {
        super("promised", getPlatformClassLoader());
        this.ours = ours;
    }

    /** Whether a jar may rely on a class of this name. */
    static boolean isPromised(String name) {
        return PROMISED.stream().anyMatch(name::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!isPromised(name)) {
            throw new ClassNotFoundException(name);
        }
        return ours.loadClass(name);
    }
}
