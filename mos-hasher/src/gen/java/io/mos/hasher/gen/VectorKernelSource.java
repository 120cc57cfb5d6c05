package io.mos.hasher.gen;

import static io.mos.hasher.gen.SourceText.joined;

/**
 * The source of one vector kernel: the class around {@link ScheduleSource} and {@link RoundsSource}.
 *
 * <p>Its shape follows from measurements (docs/bench/hasher.md):
 *
 * <ul>
 *   <li>Every vector operation is written out: C2 stops inlining our own methods inside such large
 *       ones and then keeps vectors on the heap.
 *   <li>Message schedule and rounds are separate methods that meet in scratch memory: 16 words or two
 *       sets of 8 registers fit the 32 vector registers of AVX-512 and NEON, both together do not.
 *       And headers of one schedule can use it in turn.
 *   <li>Two chains of rounds run side by side: one alone waits for its own results a quarter of the
 *       time. Not with 256-bit vectors, whose machines have 16 registers.
 *   <li>Methods stay small enough for C1 with profiling. A method that only fits C1 without
 *       profiling can stay there for good and never reach C2.
 *   <li>Memory is reached through one segment that spans the address space, its start a masked
 *       address: C2 then proves every access in bounds instead of checking it. Loops end on a
 *       parameter, or C2 would rather transform them than keep them.
 * </ul>
 */
final class VectorKernelSource {

    /** Vector registers of AVX-512 and AArch64, twice those of AVX2. */
    private static final int AVX2_LANES = 8;

    private final int lanes;
    private final int chains;
    private final SourceText out = new SourceText();

    VectorKernelSource(int lanes) {
        this.lanes = lanes;
        chains = lanes == AVX2_LANES ? 1 : 2;
    }

    String className() {
        return "Vector" + lanes + "Kernel";
    }

    @Override
    public String toString() {
        head();
        new ScheduleSource(lanes, out).write();
        new RoundsSource(lanes, chains, out).write();
        scan();
        out.line("}");
        return out.toString();
    }

    private void head() {
        out.line("// Written by io.mos.hasher.gen during the build.");
        out.line("package io.mos.hasher.kernel;");
        out.line("");
        out.line("import static jdk.incubator.vector.VectorOperators.*;");
        out.line("");
        out.line("import java.lang.foreign.MemorySegment;");
        out.line("import java.nio.ByteOrder;");
        out.line("import jdk.incubator.vector.IntVector;");
        out.line("import jdk.incubator.vector.VectorSpecies;");
        out.line("");
        out.line("/** SHA-256d over %d lanes. */", lanes);
        out.line("@SuppressWarnings(\"restricted\")");
        out.line("final class %s implements ScanKernel {", className());
        out.line("    static final int LANES = %d;", lanes);
        out.line("    static final int CHAINS = %d;", chains);
        out.line("    private static final int LANE_BITS = (1 << LANES) - 1;");
        out.line("    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_%d;", lanes * 32);
        out.line("    private static final IntVector IOTA = IntVector.zero(SPECIES).addIndex(1);");
        out.line("    private static final ByteOrder ORDER = ByteOrder.nativeOrder();");
        out.line("    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);");
        out.line("    private static final long ADDRESS = 0x%xL;", VectorMemory.ADDRESS_MASK);
        out.line("    private static final long TURN = %dL;", bytes(RoundsSource.ROUNDS_PER_TURN));
        out.line("    private static final long ROUNDS = %dL;", bytes(RoundsSource.LOOP_ROUNDS));
        out.line("    private static final long WORDS = %dL;", bytes(ScheduleSource.LOOP_WORDS));
        out.line("    private static final long WORDS_TURN = %dL;", bytes(ScheduleSource.WORDS_PER_TURN));
        out.line("");
        out.line("    private final VectorScratch scratch;");
        out.line("    private final int width;");
        out.line("");
        out.line("    %s(int width, VectorScratch.Alignment alignment) {", className());
        out.line("        this.width = width;");
        out.line("        scratch = new VectorScratch(LANES, CHAINS, alignment);");
        out.line("    }");
        out.line("");
        out.line("    @Override");
        out.line("    public int width() {");
        out.line("        return width;");
        out.line("    }");
    }

    private void scan() {
        out.line("");
        out.line("    @Override");
        out.line("    public int scan(ScanJob job, int firstWord, int count, Candidates found) {");
        out.line("        scratch.prepare(job);");
        out.line("        int mask = job.stateMask();");
        out.line("        return width == 1");
        out.line("                ? scanSingle(mask, firstWord, count, found)");
        out.line("                : scanShared(mask, firstWord, count, found);");
        out.line("    }");
        scanSingle();
        scanShared();
        headerWords();
        digestWords();
    }

    private void scanSingle() {
        out.line("");
        out.line("    private int scanSingle(int mask, int firstWord, int count, Candidates found) {");
        areas();
        out.line("        int[] header = scratch.header(0);");
        out.line("        int done = 0;");
        out.line("        while (done < count && !found.isFullFor(LANES * CHAINS)) {");
        out.line("            int word = firstWord + done;");
        for (int c = 0; c < chains; c++) {
            out.line("            headerWords(area%d, shared, word + %d);", c, c * lanes);
        }
        String arguments = joined(chains, ", ", c -> area(c) + ", header, " + area(c));
        out.line("            headerRounds(%s, ROUNDS, TURN);", arguments);
        for (int c = 0; c < chains; c++) {
            out.line("            digestWords(area%d, shared, header);", c);
        }
        out.line("            int zero = digestRounds(%s, ROUNDS, TURN, mask);", joined(chains, ", ", VectorKernelSource::area));
        out.line("            if (zero != 0) {");
        for (int c = 0; c < chains; c++) {
            int skipped = c * lanes;
            out.line("                found.addLanes(0, word + %d, zero >>> %d & LANE_BITS, count - done - %d);", skipped, skipped, skipped);
        }
        out.line("            }");
        out.line("            done += LANES * CHAINS;");
        out.line("        }");
        out.line("        return Math.min(done, count);");
        out.line("    }");
    }

    private void scanShared() {
        out.line("");
        out.line("    private int scanShared(int mask, int firstWord, int count, Candidates found) {");
        areas();
        out.line("        int done = 0;");
        out.line("        while (done < count && !found.isFullFor(LANES * ScanJob.SHARED_WIDTH)) {");
        out.line("            int word = firstWord + done;");
        out.line("            headerWords(area0, shared, word);");
        out.line("            for (int i = 0; i < ScanJob.SHARED_WIDTH; i += CHAINS) {");
        String arguments = joined(chains, ", ", c -> area(0) + ", scratch.header(i + " + c + "), " + area(c));
        out.line("                headerRounds(%s, ROUNDS, TURN);", arguments);
        for (int c = 0; c < chains; c++) {
            out.line("                digestWords(area%d, shared, scratch.header(i + %d));", c, c);
        }
        out.line("                int zero = digestRounds(%s, ROUNDS, TURN, mask);", joined(chains, ", ", VectorKernelSource::area));
        out.line("                if (zero != 0) {");
        for (int c = 0; c < chains; c++) {
            out.line("                    found.addLanes(i + %d, word, zero >>> %d & LANE_BITS, count - done);", c, c * lanes);
        }
        out.line("                }");
        out.line("            }");
        out.line("            done += LANES;");
        out.line("        }");
        out.line("        return Math.min(done, count);");
        out.line("    }");
    }

    private void headerWords() {
        out.line("");
        out.line("    private void headerWords(long area, long shared, int firstWord) {");
        out.line("        headerWords18(area, shared, scratch.job(), firstWord);");
        out.line("        headerWords25(area, shared, scratch.job());");
        out.line("        words32(shared, area + %dL, WORDS, WORDS_TURN);", bytes(VectorLayout.HEADER_KW + 32));
        out.line("    }");
    }

    private void digestWords() {
        out.line("");
        out.line("    private static void digestWords(long area, long shared, int[] header) {");
        out.line("        digestWords0(area, shared, header);");
        out.line("        digestWords16(area, shared);");
        out.line("        digestWords24(area, shared);");
        out.line("        words32(shared, area + %dL, WORDS, WORDS_TURN);", bytes(VectorLayout.DIGEST_KW + 32));
        out.line("    }");
    }

    private void areas() {
        for (int c = 0; c < chains; c++) {
            out.line("        long area%d = scratch.area(%d);", c, c);
        }
        out.line("        long shared = scratch.shared();");
    }

    private static String area(int chain) {
        return "area" + chain;
    }

    private long bytes(int slots) {
        return VectorMemory.bytes(lanes, slots);
    }
}
