package io.mos.hasher.gen;

import java.util.List;
import java.util.Locale;

/** Expressions of the vector kernels' source; each argument is an expression or a variable. */
final class Lane {

    private Lane() {}

    static String sum(String first, String... others) {
        return sum(first, List.of(others));
    }

    static String sum(String first, List<String> others) {
        return others.isEmpty() ? first : first + ".add(" + String.join(").add(", others) + ")";
    }

    static String smallSigma0(String x) {
        return xor3(rotr(x, 7), rotr(x, 18), x + ".lanewise(LSHR, 3)");
    }

    static String smallSigma1(String x) {
        return xor3(rotr(x, 17), rotr(x, 19), x + ".lanewise(LSHR, 10)");
    }

    static String bigSigma0(String x) {
        return xor3(rotr(x, 2), rotr(x, 13), rotr(x, 22));
    }

    static String bigSigma1(String x) {
        return xor3(rotr(x, 6), rotr(x, 11), rotr(x, 25));
    }

    /** With AVX-512 this and {@link #majority} each become one VPTERNLOGD. */
    static String choose(String e, String f, String g) {
        return f + ".lanewise(XOR, " + g + ").lanewise(AND, " + e + ").lanewise(XOR, " + g + ")";
    }

    static String majority(String a, String b, String c) {
        String either = a + ".lanewise(OR, " + b + ").lanewise(AND, " + c + ")";
        return a + ".lanewise(AND, " + b + ").lanewise(OR, " + either + ")";
    }

    static String constant(int value) {
        return String.format(Locale.ROOT, "0x%08x", value);
    }

    static String broadcast(String scalar) {
        return "IntVector.broadcast(SPECIES, " + scalar + ")";
    }

    private static String rotr(String x, int bits) {
        return x + ".lanewise(ROR, " + bits + ")";
    }

    private static String xor3(String x, String y, String z) {
        return x + ".lanewise(XOR, " + y + ").lanewise(XOR, " + z + ")";
    }
}
