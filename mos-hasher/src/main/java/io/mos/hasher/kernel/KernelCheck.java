package io.mos.hasher.kernel;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.kernel.Entropy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells whether a kernel computes rightly: mined headers must be found, and on random headers its
 * candidates must be exactly those of {@code MessageDigest}. The right answers are computed once
 * and serve every kernel. Not thread-safe.
 */
public final class KernelCheck {

    /** One candidate in 2^10 hashes. */
    private static final Target EASY = Target.ofDisplayHex("003f" + "ff".repeat(30));

    /** Every other hash is a candidate, so the buffer fills within a step or two. */
    private static final Target HALF = Target.ofDisplayHex("7f" + "ff".repeat(31));

    /** One candidate in 16 hashes. */
    private static final Target EASIER = Target.ofDisplayHex("0f" + "ff".repeat(31));

    /** Around the wrap-around, in full and as far as a start has time for it. */
    private static final Range LONG_RANGE = new Range(0xffff_f800, 4096, EASY);

    private static final Range BRIEF_RANGE = new Range(0xffff_ff80, 256, EASIER);

    /** Ends of the range, a wrap-around, and counts that are no multiple of 2, 4, 8 or 16. */
    private static final List<Range> SHORT_RANGES =
            List.of(
                    new Range(0, 1, HALF),
                    new Range(0xffff_fff1, 15, HALF),
                    new Range(-1, 1, HALF),
                    new Range(0x1234_5678, 17, HALF),
                    new Range(0x7fff_fff0, 83, HALF),
                    new Range(3, 161, HALF));

    private static final int NEIGHBOURHOOD = 40;

    private final List<Case> cases;

    private KernelCheck(List<Case> cases) {
        this.cases = cases;
    }

    /** Known answers and random headers; some 20,000 hashes to prepare, 5,000 per header to run. */
    public static KernelCheck thorough(Entropy entropy) {
        return of(LONG_RANGE, entropy);
    }

    /** The same with a shorter range: 3,000 hashes to prepare, 750 per header to run. */
    public static KernelCheck brief(Entropy entropy) {
        return of(BRIEF_RANGE, entropy);
    }

    private static KernelCheck of(Range longest, Entropy entropy) {
        List<Case> cases = new ArrayList<>();
        for (BlockHeader header : KnownAnswers.HEADERS) {
            int word = Integer.reverseBytes(header.nonce());
            Target target = Target.ofNBits(header.nBits());
            Range range = new Range(word - NEIGHBOURHOOD / 2, NEIGHBOURHOOD + 1, target);
            cases.add(Case.of(versionsOf(header), range));
        }
        cases.add(Case.of(versionsOf(randomHeader(entropy)), longest));
        for (Range range : SHORT_RANGES) {
            cases.add(Case.of(versionsOf(randomHeader(entropy)), range));
        }
        return new KernelCheck(cases);
    }

    /** Runs every case; stops at the first difference. */
    public KernelVerdict check(ScanKernel kernel) {
        long hashes = 0;
        for (Case one : cases) {
            List<Long> found = one.run(kernel);
            List<Long> expected = one.expectedFor(kernel.width());
            if (!found.equals(expected)) {
                return new KernelVerdict.Wrong(one.difference(found, expected));
            }
            hashes += (long) one.range().count() * kernel.width();
        }
        return new KernelVerdict.Correct(hashes);
    }

    /** A header nobody has mined. */
    static BlockHeader randomHeader(Entropy entropy) {
        byte[] bytes = new byte[BlockHeader.SIZE_BYTES];
        entropy.nextBytes(bytes);
        return BlockHeader.parse(bytes);
    }

    /** The header itself and three that differ in the bits BIP320 gives away. */
    static List<BlockHeader> versionsOf(BlockHeader header) {
        return IntStream.range(0, ScanJob.SHARED_WIDTH)
                .mapToObj(i -> header.withVersion(header.version() ^ i << 13))
                .toList();
    }

    private record Range(int firstWord, int count, Target target) {}

    /** One scan and the candidates it must give, as sorted {@code index << 32 | word}. */
    private record Case(Range range, ScanJob single, ScanJob shared, List<Long> expected) {

        static Case of(List<BlockHeader> headers, Range range) {
            List<Long> expected = new ArrayList<>();
            for (int i = 0; i < headers.size(); i++) {
                ScanJob job = ScanJob.of(headers.get(i), range.target());
                for (long word : scanAll(new DigestKernel(), job, range)) {
                    expected.add(key(i, (int) word));
                }
            }
            return new Case(
                    range,
                    ScanJob.of(headers.getFirst(), range.target()),
                    ScanJob.shared(headers, range.target()),
                    expected);
        }

        List<Long> run(ScanKernel kernel) {
            return scanAll(kernel, kernel.width() == 1 ? single : shared, range);
        }

        List<Long> expectedFor(int width) {
            return expected.stream().filter(key -> key >>> 32 < width).toList();
        }

        String difference(List<Long> found, List<Long> expected) {
            int at = 0;
            while (at < Math.min(found.size(), expected.size())
                    && found.get(at).equals(expected.get(at))) {
                at++;
            }
            return "words %08x+%d: candidate %d is %s, MessageDigest says %s (%d found, %d expected)"
                    .formatted(
                            range.firstWord(),
                            range.count(),
                            at,
                            at < found.size() ? Long.toHexString(found.get(at)) : "missing",
                            at < expected.size() ? Long.toHexString(expected.get(at)) : "none",
                            found.size(),
                            expected.size());
        }

        private static List<Long> scanAll(ScanKernel kernel, ScanJob job, Range range) {
            List<Long> keys = new ArrayList<>();
            Candidates found = new Candidates(Candidates.MIN_CAPACITY);
            int done = 0;
            while (done < range.count()) {
                found.clear();
                done += kernel.scan(job, range.firstWord() + done, range.count() - done, found);
                for (int i = 0; i < found.size(); i++) {
                    keys.add(key(found.headerIndex(i), found.nonceWord(i)));
                }
            }
            Collections.sort(keys);
            return keys;
        }

        private static long key(int headerIndex, int nonceWord) {
            return (long) headerIndex << 32 | Integer.toUnsignedLong(nonceWord);
        }
    }
}
