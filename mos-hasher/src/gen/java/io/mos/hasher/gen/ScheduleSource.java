package io.mos.hasher.gen;

import static io.mos.hasher.gen.Lane.broadcast;
import static io.mos.hasher.gen.Lane.constant;
import static io.mos.hasher.gen.Lane.smallSigma0;
import static io.mos.hasher.gen.Lane.smallSigma1;
import static io.mos.hasher.gen.Lane.sum;

/**
 * The message schedules (FIPS 180-4 §6.2.2): each word goes into the schedule in the making and,
 * with its round's constant, to where the rounds take it. The zero words of the padding, and what
 * the nonce does not change, are folded. Variable w&lt;i&gt; is word i.
 */
final class ScheduleSource {

    /** After eight words two halves of the last 16 have changed places, which is cheap to undo. */
    static final int WORDS_PER_TURN = 8;

    /** Words 32 to 63: whole turns, though the second hash needs none after word 60. */
    static final int LOOP_WORDS = 32;

    private static final int RING = 16;

    /** A message of 80 or 32 bytes ends in a one bit and its length (FIPS 180-4 §5.1.1). */
    private static final int PAD_BIT = 0x8000_0000;

    private static final int HEADER_BITS = 640;
    private static final int DIGEST_BITS = 256;

    private final SourceText out;
    private final VectorMemory memory;

    ScheduleSource(int lanes, SourceText out) {
        this.out = out;
        memory = new VectorMemory(lanes, out);
    }

    void write() {
        headerWords18();
        headerWords25();
        digestWords0();
        digestWords16();
        digestWords24();
        words32();
    }

    private void headerWords18() {
        begin("headerWords18", ", int[] job, int firstWord");
        out.line("        IntVector w3 = IOTA.add(firstWord);");
        memory.store("w3", "m", VectorLayout.NONCE);
        out.line("        IntVector w16 = %s;", broadcast(job(VectorLayout.JOB_W16)));
        out.line("        IntVector w17 = %s;", broadcast(job(VectorLayout.JOB_W17)));
        memory.store("w16", "n", VectorLayout.W + 16);
        memory.store("w17", "n", VectorLayout.W + 17);
        header(18, smallSigma0("w3"), job(VectorLayout.JOB_W18));
        header(19, "w3", job(VectorLayout.JOB_W19));
        header(20, smallSigma1("w18"), constant(PAD_BIT));
        header(21, smallSigma1("w19"));
        header(22, smallSigma1("w20"), constant(HEADER_BITS));
        header(23, smallSigma1("w21"), "w16");
        header(24, smallSigma1("w22"), "w17");
        end();
    }

    private void headerWords25() {
        begin("headerWords25", ", int[] job");
        loadWords(18, 25);
        for (int i = 25; i < 30; i++) {
            header(i, smallSigma1("w" + (i - 2)), "w" + (i - 7));
        }
        header(30, smallSigma1("w28"), "w23", constant(RoundConstants.smallSigma0(HEADER_BITS)));
        header(31, smallSigma1("w29"), "w24", job(VectorLayout.JOB_W31));
        end();
    }

    /** The digest of the first hash is the message of the second. */
    private void digestWords0() {
        begin("digestWords0", ", int[] header");
        for (int i = 0; i < 8; i++) {
            String midstate = "header[" + (VectorLayout.HEADER_MIDSTATE + i) + "]";
            digest(i, memory.load("m", VectorLayout.STATE + i), midstate);
        }
        end();
    }

    private void digestWords16() {
        begin("digestWords16", "");
        loadWords(0, 8);
        digest(16, smallSigma0("w1"), "w0");
        digest(17, smallSigma0("w2"), "w1", constant(RoundConstants.smallSigma1(DIGEST_BITS)));
        for (int i = 18; i < 22; i++) {
            digest(i, smallSigma1("w" + (i - 2)), smallSigma0("w" + (i - 15)), "w" + (i - 16));
        }
        digest(22, smallSigma1("w20"), smallSigma0("w7"), "w6", constant(DIGEST_BITS));
        String w23Rest = constant(RoundConstants.smallSigma0(PAD_BIT));
        digest(23, smallSigma1("w21"), "w16", "w7", w23Rest);
        end();
    }

    private void digestWords24() {
        begin("digestWords24", "");
        loadWords(16, 24);
        digest(24, smallSigma1("w22"), "w17", constant(PAD_BIT));
        for (int i = 25; i < 30; i++) {
            digest(i, smallSigma1("w" + (i - 2)), "w" + (i - 7));
        }
        digest(30, smallSigma1("w28"), "w23", constant(RoundConstants.smallSigma0(DIGEST_BITS)));
        digest(31, smallSigma1("w29"), "w24", smallSigma0("w16"), constant(DIGEST_BITS));
        end();
    }

    /**
     * Words from 32 on, the last 16 of them in registers: only K + W goes to memory. Sixteen words a
     * turn would need no swaps, but are more than C2 inlines into one method.
     */
    private void words32() {
        out.line("");
        out.line("    static void words32(long shared, long kw, long span, long turn) {");
        memory.base("n", "shared");
        loadWords(RING, 2 * RING);
        out.line("        IntVector t;");
        out.line("        for (long i = 0; i != span; i += turn) {");
        memory.base("p", "(n + i)");
        memory.base("q", "(kw + i)");
        for (int i = 0; i < WORDS_PER_TURN; i++) {
            String old = sum(smallSigma0(ring(i + 1)), ring(i), ring(i + 9));
            out.line("        %s = %s;", ring(i), sum(smallSigma1(ring(i + 14)), old));
            memory.store(sum(ring(i), memory.load("p", VectorLayout.K32 + i)), "q", i);
        }
        for (int i = 0; i < WORDS_PER_TURN; i++) {
            out.swap(ring(i), ring(i + WORDS_PER_TURN), "t");
        }
        out.line("        }");
        end();
    }

    /** The variable of a word: those 16 apart share one. */
    private static String ring(int index) {
        return "w" + (RING + index % RING);
    }

    private void header(int index, String first, String... others) {
        word(index, VectorLayout.HEADER_KW, sum(first, others));
    }

    private void digest(int index, String first, String... others) {
        word(index, VectorLayout.DIGEST_KW, sum(first, others));
    }

    private void word(int index, int kw, String value) {
        out.line("        IntVector w%d = %s;", index, value);
        memory.store("w" + index, "n", VectorLayout.W + index);
        memory.store(sum("w" + index, constant(RoundConstants.K[index])), "m", kw + index);
    }

    private void loadWords(int from, int to) {
        for (int i = from; i < to; i++) {
            out.line("        IntVector w%d = %s;", i, memory.load("n", VectorLayout.W + i));
        }
    }

    private void begin(String name, String moreParameters) {
        out.line("");
        out.line("    static void %s(long area, long shared%s) {", name, moreParameters);
        memory.base("m", "area");
        memory.base("n", "shared");
    }

    private void end() {
        out.line("    }");
    }

    private static String job(int word) {
        return "job[" + word + "]";
    }
}
