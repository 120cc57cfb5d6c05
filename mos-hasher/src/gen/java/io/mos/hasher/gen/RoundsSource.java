package io.mos.hasher.gen;

import static io.mos.hasher.gen.Lane.bigSigma0;
import static io.mos.hasher.gen.Lane.bigSigma1;
import static io.mos.hasher.gen.Lane.broadcast;
import static io.mos.hasher.gen.Lane.choose;
import static io.mos.hasher.gen.Lane.constant;
import static io.mos.hasher.gen.Lane.majority;
import static io.mos.hasher.gen.Lane.sum;
import static io.mos.hasher.gen.SourceText.joined;

/**
 * The rounds (FIPS 180-4 §6.2.2) of one or two chains side by side. Variables a0 … h0 are the
 * registers of chain 0; instead of moving them every round, the rounds take them in turned roles.
 */
final class RoundsSource {

    /** After four rounds two halves of the registers have changed places, which is cheap to undo. */
    static final int ROUNDS_PER_TURN = 4;

    /** Rounds 4 to 63 of the header, 0 to 59 of the second hash. */
    static final int LOOP_ROUNDS = 60;

    private static final int FIRST_HEADER_ROUND = 4;

    private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g", "h"};

    private final int lanes;
    private final int chains;
    private final SourceText out;
    private final VectorMemory memory;

    RoundsSource(int lanes, int chains, SourceText out) {
        this.lanes = lanes;
        this.chains = chains;
        this.out = out;
        memory = new VectorMemory(lanes, out);
    }

    void write() {
        headerRounds();
        digestRounds();
    }

    /** Round 3 brings the nonce in; what it does to the job's fixed state is two additions. */
    private void headerRounds() {
        String parameters = joined(chains, ", ", c -> "long kw#, int[] header#, long to#".replace("#", "" + c));
        out.line("");
        out.line("    static void headerRounds(%s, long span, long turn) {", parameters);
        for (int c = 0; c < chains; c++) {
            memory.base("p" + c, "kw" + c);
            memory.base("o" + c, "to" + c);
            out.line("        IntVector t%d = %s;", c, memory.load("p" + c, VectorLayout.NONCE));
            declare(c, 0, sum("t" + c, header(c, VectorLayout.HEADER_NEW_A)));
            declare(c, 4, sum("t" + c, header(c, VectorLayout.HEADER_NEW_E)));
            for (int i = 0; i < 3; i++) {
                declare(c, 1 + i, broadcast(header(c, VectorLayout.HEADER_A + i)));
                declare(c, 5 + i, broadcast(header(c, VectorLayout.HEADER_E + i)));
            }
        }
        loop(VectorLayout.HEADER_KW + FIRST_HEADER_ROUND);
        for (int c = 0; c < chains; c++) {
            for (int i = 0; i < NAMES.length; i++) {
                memory.store(NAMES[i] + c, "o" + c, VectorLayout.STATE + i);
            }
        }
        out.line("    }");
    }

    /** Round 60's new e is the last that enters the last word of the hash: h of the state. */
    private void digestRounds() {
        out.line("");
        out.line("    /** Bit i: lane i of chain 0 may be below the target; the next chain's bits follow. */");
        out.line(
                "    static int digestRounds(%s, long span, long turn, int mask) {",
                joined(chains, ", ", c -> "long area" + c));
        for (int c = 0; c < chains; c++) {
            memory.base("p" + c, "area" + c);
            for (int i = 0; i < NAMES.length; i++) {
                declare(c, i, broadcast(constant(RoundConstants.INITIAL[i])));
            }
            out.line("        IntVector t%d;", c);
        }
        loop(VectorLayout.DIGEST_KW);
        for (int c = 0; c < chains; c++) {
            String kw = memory.load("p" + c, VectorLayout.DIGEST_KW + LOOP_ROUNDS);
            String last = sum(NAMES[3] + c, constant(RoundConstants.INITIAL[7]), t1(NAMES, c, kw));
            out.line("        t%d = %s.lanewise(AND, mask);", c, last);
        }
        out.line(
                "        return %s;",
                joined(chains, " | ", c -> "(int) t" + c + ".compare(EQ, 0).toLong() << " + c * lanes));
        out.line("    }");
    }

    /** Turns of four rounds; kw is the place of the first. */
    private void loop(int kw) {
        out.line("        for (long i = 0; i != span; i += turn) {");
        for (int c = 0; c < chains; c++) {
            memory.base("q" + c, "(p" + c + " + i)");
        }
        for (int i = 0; i < ROUNDS_PER_TURN; i++) {
            round(roles(i), kw + i);
        }
        for (int c = 0; c < chains; c++) {
            for (int i = 0; i < 4; i++) {
                out.swap(NAMES[i] + c, NAMES[i + 4] + c, "t" + c);
            }
        }
        out.line("        }");
    }

    /** New e = d + T1, new a = T1 + T2; terms that wait for the newest e and a are added last. */
    private void round(String[] roles, int kw) {
        for (int c = 0; c < chains; c++) {
            out.line("        t%d = %s;", c, t1(roles, c, memory.load("q" + c, kw)));
        }
        for (int c = 0; c < chains; c++) {
            out.line("        %s%d = %s;", roles[3], c, sum(roles[3] + c, "t" + c));
        }
        for (int c = 0; c < chains; c++) {
            String t2 = sum(bigSigma0(roles[0] + c), majority(roles[0] + c, roles[1] + c, roles[2] + c));
            out.line("        %s%d = %s;", roles[7], c, sum("t" + c, t2));
        }
    }

    private static String t1(String[] roles, int chain, String kw) {
        String e = roles[4] + chain;
        String choice = choose(e, roles[5] + chain, roles[6] + chain);
        return sum(roles[7] + chain, kw, choice, bigSigma1(e));
    }

    /** Which variables are a … h so many rounds after the start of a turn. */
    private static String[] roles(int round) {
        String[] roles = new String[NAMES.length];
        for (int i = 0; i < roles.length; i++) {
            roles[i] = NAMES[Math.floorMod(i - round, roles.length)];
        }
        return roles;
    }

    private void declare(int chain, int name, String value) {
        out.line("        IntVector %s%d = %s;", NAMES[name], chain, value);
    }

    private static String header(int chain, int word) {
        return "header" + chain + "[" + word + "]";
    }
}
