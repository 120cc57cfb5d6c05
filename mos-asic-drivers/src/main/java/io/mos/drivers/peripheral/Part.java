package io.mos.drivers.peripheral;

import java.io.IOException;

/** Something on a board that is watched or driven. Owner: the thread that owns its bus. */
public interface Part {

    /**
     * Makes sure that it is what it should be and works as it must; reads back what it wrote. May
     * be called again.
     *
     * @throws IOException when it does not answer, is another part or keeps another value
     */
    void configure() throws IOException;
}
