package io.mos.stratum.server;

import java.util.ArrayList;
import java.util.List;

/** The worker names one connection has authorised. Owner: the session. */
final class Workers {

    private final List<String> names = new ArrayList<>(1);
    private int chars;

    /** Whether the name is one that may submit; refuses blank ones and more than a few. */
    boolean admit(String name) {
        if (contains(name)) {
            return true;
        }
        boolean hasRoom =
                names.size() < ServerLimits.MAX_WORKERS
                        && chars + name.length() <= ServerLimits.MAX_WORKER_CHARS;
        if (name.isBlank() || !hasRoom) {
            return false;
        }
        chars += name.length();
        return names.add(name);
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }
}
