package io.mos.drivers.bm13xx.frame;

/** Frames from chips; all have the same size at any time. */
record AnswerFraming(AnswerSize size) implements Framing<Answer> {

    @Override
    public int[] sizes() {
        return new int[] {size.bytes()};
    }

    @Override
    public boolean beginsFrame(byte[] bytes, int at, int sizeBytes) {
        return Wire.startsWith(Wire.CHIP_PREAMBLE, bytes, at);
    }

    @Override
    public boolean isIntact(byte[] bytes, int at, int sizeBytes) {
        int last = at + sizeBytes - 1;
        int type = Answer.typeOf(bytes, at, size);
        return (type == Answer.TYPE_NONCE || type == Answer.TYPE_REGISTER)
                && Crc5.withType(bytes, at + Wire.PREAMBLE_BYTES, last, type)
                        == (bytes[last] & 0x1f);
    }

    @Override
    public Answer read(byte[] bytes, int at, int sizeBytes) {
        return Answer.read(bytes, at, size);
    }
}
