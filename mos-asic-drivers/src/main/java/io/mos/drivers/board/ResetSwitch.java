package io.mos.drivers.board;

import java.io.IOException;

/**
 * Holds chips in reset by something else than a control channel. Called on the guardian's thread
 * while another one reads and writes the line.
 */
public interface ResetSwitch {

    void hold() throws IOException;

    void release() throws IOException;
}
