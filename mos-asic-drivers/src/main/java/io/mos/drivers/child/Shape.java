package io.mos.drivers.child;

/** How the values of one type stand in a frame. */
interface Shape<T> {

    /**
     * @throws IllegalArgumentException when it is too large for a frame
     */
    void write(FrameOut out, T value);

    /**
     * @throws MalformedFrameException when no value stands there
     */
    T read(FrameIn in);
}
