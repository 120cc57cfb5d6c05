package io.mos.drivers.sim;

import io.mos.core.chain.ByteString;

/** What became of a request, before it is framed. */
sealed interface ControlOutcome {

    /** Done, with data or none. */
    record Done(ByteString data) implements ControlOutcome {
        static Done nothing() {
            return new Done(ByteString.of(new byte[0]));
        }

        static Done of(int... bytes) {
            byte[] data = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                data[i] = (byte) bytes[i];
            }
            return new Done(ByteString.of(data));
        }
    }

    /** Refused, with a status of its own. */
    record Refused(int status) implements ControlOutcome {
        /** BM13XX.md vectors: "invalid command". */
        static final int INVALID_COMMAND = 0x11;
    }

    /** Failed, with words. */
    record Failed(String words) implements ControlOutcome {
        /** Announces the words. */
        static final int STATUS = 0xff;
    }

    /** The firmware starts anew and says nothing. */
    record Silent() implements ControlOutcome {}
}
