package io.mos.core.device;

import io.mos.core.work.Work;

/**
 * The dispatcher's only view of hashing. Called on the agent loop; must only fill a slot. Claims go
 * to the {@link NonceListener} given when the device was opened.
 */
public interface WorkPort extends Facet {

    /** New work; claims for the work before it are still good. */
    void update(Work work);

    /** New work; the work before it is void and must stop being hashed at once. */
    void replace(Work work);

    /** Nothing to hash until the next work. */
    void idle();
}
