package io.mos.drivers.sim;

import io.mos.core.chain.ByteString;

/**
 * What a host asks of a board's firmware (BM13XX.md §11).
 *
 * <pre>
 * offset | size | field   | order
 *      0 |    2 | length  | little-endian, of the whole request
 *      2 |    1 | id      | given back in the answer
 *      3 |    1 | bus     | 0
 *      4 |    1 | page    |
 *      5 |    1 | command |
 *      6 |    n | data    |
 * </pre>
 */
record ControlRequest(int id, int page, int command, ByteString data) {
    static final int HEADER_BYTES = 6;

    /** Reads a request that is whole. */
    static ControlRequest read(byte[] bytes, int count) {
        byte[] data = new byte[count - HEADER_BYTES];
        System.arraycopy(bytes, HEADER_BYTES, data, 0, data.length);
        return new ControlRequest(
                Byte.toUnsignedInt(bytes[2]),
                Byte.toUnsignedInt(bytes[4]),
                Byte.toUnsignedInt(bytes[5]),
                ByteString.of(data));
    }
}
