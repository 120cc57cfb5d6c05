package io.mos.hasher.gen;

import java.lang.reflect.Field;

/**
 * Where things lie in a vector kernel's scratch memory, counted in vectors. Written into the main
 * sources as a class of the same name, so that generated and hand-written code agree.
 *
 * <p>There is one area per chain of rounds, then one part that all share.
 */
@SuppressWarnings("unused") // read by reflection
final class VectorLayout {

    /** Area: K + W of the header's second block, by round. */
    static final int HEADER_KW = 0;

    /** Area: K + W of the second hash, by round. */
    static final int DIGEST_KW = 64;

    /** Area: the nonce words of the lanes. */
    static final int NONCE = 128;

    /** Area: a to h after the last round of the header's second block. */
    static final int STATE = 129;

    /** A multiple of 16, so that every area of 4-lane vectors starts a cache line too. */
    static final int AREA_SLOTS = 144;

    /** Shared: K of rounds 32 to 63. */
    static final int K32 = 0;

    /** Shared: the message schedule in the making, by round, up to word 31. */
    static final int W = 32;

    static final int SHARED_SLOTS = 64;

    // What the nonce does not change is a word each, in arrays, broadcast where it is used.

    /** Job: W16, W17, and what W18, W19 and W31 have besides their terms with a nonce. */
    static final int JOB_W16 = 0;

    static final int JOB_W17 = 1;
    static final int JOB_W18 = 2;
    static final int JOB_W19 = 3;
    static final int JOB_W31 = 4;
    static final int JOB_WORDS = 5;

    /** Header: a to c, e to g after round 2, which round 4 knows as b to d, f to h. */
    static final int HEADER_A = 0;

    static final int HEADER_E = 3;

    /** Header: a and e of round 4 less the nonce word. */
    static final int HEADER_NEW_A = 6;

    static final int HEADER_NEW_E = 7;

    /** Header: the midstate. */
    static final int HEADER_MIDSTATE = 8;

    static final int HEADER_WORDS = 16;

    private VectorLayout() {}

    static String source() throws IllegalAccessException {
        StringBuilder out = new StringBuilder();
        out.append("// Written by io.mos.hasher.gen during the build.\n");
        out.append("package io.mos.hasher.kernel;\n\n");
        out.append("/** Places in the scratch memory of vector kernels. */\n");
        out.append("final class VectorLayout {\n");
        for (Field field : VectorLayout.class.getDeclaredFields()) {
            out.append("    static final int ").append(field.getName());
            out.append(" = ").append(field.getInt(null)).append(";\n");
        }
        return out.append("\n    private VectorLayout() {}\n}\n").toString();
    }
}
