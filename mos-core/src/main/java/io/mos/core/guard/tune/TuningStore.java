package io.mos.core.guard.tune;

import java.io.IOException;
import java.util.Optional;

/** Keeps each board's last good point by its serial number. One thread for each serial number. */
public interface TuningStore {

    /** A board's last good point; empty when there is none that can be read. */
    Optional<TuningPoint> load(String serial) throws IOException;

    /** Keeps a point in the place of an older one. */
    void save(String serial, TuningPoint point) throws IOException;
}
