package io.mos.drivers.bm13xx.frame;

/**
 * Frames to chips. A job's size follows from the chip and not from its length byte, which every
 * sender fills differently (BM13XX.md §2).
 */
record HostFraming(JobFormat format) implements Framing<HostFrame> {
    private static final int ONE_MIDSTATE_BYTES =
            ChipJob.Midstates.sizeBytes(ChipJob.Midstates.FEW);
    private static final int FOUR_MIDSTATES_BYTES =
            ChipJob.Midstates.sizeBytes(ChipJob.Midstates.MANY);

    @Override
    public int[] sizes() {
        return switch (format) {
            case FULL ->
                    new int[] {Command.SHORT_BYTES, Command.LONG_BYTES, ChipJob.Full.SIZE_BYTES};
            case MIDSTATE ->
                    new int[] {
                        Command.SHORT_BYTES,
                        Command.LONG_BYTES,
                        ONE_MIDSTATE_BYTES,
                        FOUR_MIDSTATES_BYTES
                    };
        };
    }

    @Override
    public boolean beginsFrame(byte[] bytes, int at, int size) {
        if (!Wire.startsWith(Wire.HOST_PREAMBLE, bytes, at)) {
            return false;
        }
        int header = Wire.unsigned(bytes, at + 2);
        return switch (size) {
            case Command.SHORT_BYTES ->
                    Header.isShortCommand(header) && declares(bytes, at, Command.SHORT_BYTES);
            case Command.LONG_BYTES ->
                    Header.isLongCommand(header) && declares(bytes, at, Command.LONG_BYTES);
            default -> header == Header.JOB && jobSize(bytes, at) == size;
        };
    }

    @Override
    public boolean isIntact(byte[] bytes, int at, int size) {
        int from = at + Wire.PREAMBLE_BYTES;
        int last = at + size - 1;
        return Wire.unsigned(bytes, at + 2) == Header.JOB
                ? Crc16.of(bytes, from, last + 1) == 0
                : Crc5.of(bytes, from, last) == Wire.unsigned(bytes, last);
    }

    @Override
    public HostFrame read(byte[] bytes, int at, int size) {
        return Wire.unsigned(bytes, at + 2) == Header.JOB
                ? ChipJob.read(format, bytes, at)
                : Command.read(bytes, at);
    }

    private static boolean declares(byte[] bytes, int at, int size) {
        return Wire.unsigned(bytes, at + 3) == size - Wire.PREAMBLE_BYTES;
    }

    /** 0 when there is no such job. */
    private int jobSize(byte[] bytes, int at) {
        return switch (format) {
            case FULL -> ChipJob.Full.SIZE_BYTES;
            case MIDSTATE ->
                    switch (bytes[at + 5]) {
                        case ChipJob.Midstates.FEW -> ONE_MIDSTATE_BYTES;
                        case ChipJob.Midstates.MANY -> FOUR_MIDSTATES_BYTES;
                        default -> 0;
                    };
        };
    }
}
