package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.CoinbaseTransaction;
import io.mos.core.chain.CompactSize;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.Gen;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.solo.SoloJobs.Solution;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.stream.ChunkedInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class SoloJobsTest {

    private static final SoloPayout PAYOUT =
            SoloPayout.parse("bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7", "mos");

    private final SoloJobs jobs = jobs(7);

    @Test
    @Tag("property")
    void aShareBecomesTheBlockItWasHashedFor() {
        Gen.forAll(
                50,
                gen -> {
                    TemplateJson json = anyTemplate(gen);
                    SoloJobs any = jobs(1);
                    Job job = any.add(json.read());
                    Share share = Shares.mine(job, gen.anyLong());
                    byte[] block = bytes(found(any.solve(share)).block());
                    assertBlock(json, share, block);
                });
    }

    @Test
    void theRequestCarriesTheBlockAsHex() throws Exception {
        TemplateJson json =
                new TemplateJson(Hash256.ZERO, 5, List.of(TemplateJson.transaction(1, 100_000)));
        Job job = jobs.add(json.read());
        SolvedBlock block = found(jobs.solve(Shares.mine(job, 1))).block();
        RpcRequest request = RpcRequest.submitBlock(block);
        String body = body(request);
        assertEquals(request.sizeBytes(), body.length());
        String hex = body.substring(body.indexOf("[\"") + 2, body.indexOf("\"]"));
        assertArrayEquals(bytes(block), HexFormat.of().parseHex(hex));
    }

    @Test
    void twoConnectionsDoNotHashTheSameCoinbases() {
        BlockTemplate template = TemplateJson.small().read();
        Extranonce extranonce2 = Extranonce.ofCounter(1, SoloPayout.EXTRANONCE2_BYTES);
        assertNotEquals(
                jobs(1).add(template).merkle().root(extranonce2),
                jobs(2).add(template).merkle().root(extranonce2));
    }

    @Test
    void keepsTheNewestJobsOfABlock() {
        List<Job> given =
                IntStream.rangeClosed(0, SoloJobs.MAX_KEPT)
                        .mapToObj(_ -> jobs.add(TemplateJson.small().read()))
                        .toList();
        assertStale(jobs.solve(Shares.mine(given.getFirst(), 1)));
        given.stream().skip(1).forEach(job -> found(jobs.solve(Shares.mine(job, 1))));
    }

    @Test
    void anotherBlockVoidsAllBefore() {
        Job old = jobs.add(TemplateJson.small().read());
        TemplateJson next = new TemplateJson(Hash256.ofDisplayHex("0a".repeat(32)), 123, List.of());
        assertEquals(Job.Renewal.REPLACE, jobs.add(next.read()).renewal());
        assertStale(jobs.solve(Shares.mine(old, 1)));
    }

    @Test
    void refusesSharesOfAnotherEpochOrShape() {
        Job job = jobs.add(TemplateJson.small().read());
        Share share = Shares.mine(job, 1);
        Job other = jobs(8).add(TemplateJson.small().read());
        assertRefused(jobs.solve(new Share(job, Extranonce.EMPTY, share.header(), share.hash())));
        assertStale(jobs.solve(Shares.mine(Jobs.inEpoch(other, 99), 1)));
        BlockHeader rolled = share.header().withVersion(job.version() | 1);
        assertRefused(jobs.solve(new Share(job, share.extranonce2(), rolled, share.hash())));
    }

    @Test
    void leavesVersionBitsTheNodeRequires() {
        BlockTemplate template =
                TemplateJson.small().with("vbrequired", Integer.toString(1 << 28)).read();
        Job job = jobs.add(template);
        assertEquals(0x3000_0000, job.version());
        assertEquals(0x0fff_e000, job.versionMask().bits());
    }

    private static void assertBlock(TemplateJson json, Share share, byte[] block) {
        ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[BlockHeader.SIZE_BYTES];
        in.get(header);
        assertEquals(share.header(), BlockHeader.parse(header));
        assertEquals(json.transactions.size() + 1, CompactSize.read(in, 100_000));
        byte[] rest = json.rawTransactions();
        int coinbaseEnd = block.length - rest.length;
        CoinbaseTransaction coinbase =
                CoinbaseTransaction.parse(Arrays.copyOfRange(block, in.position(), coinbaseEnd));
        assertEquals(json.height, coinbase.height().orElseThrow());
        assertEquals(
                TemplateJson.COINBASE_SATOSHIS, coinbase.satoshisPaidTo(PAYOUT.address().script()));
        MerkleSource.Coinbase merkle = (MerkleSource.Coinbase) share.job().merkle();
        assertArrayEquals(merkle.transaction(share.extranonce2()), coinbase.stripped().toBytes());
        assertArrayEquals(rest, Arrays.copyOfRange(block, coinbaseEnd, block.length));
    }

    private static TemplateJson anyTemplate(Gen gen) {
        List<TemplateJson.Transaction> transactions =
                gen.list(
                        40,
                        each ->
                                TemplateJson.transaction(
                                        each.anyInt(), each.intBetween(1, 20_000)));
        return new TemplateJson(
                Hash256.of(gen.bytes(32)), gen.intBetween(1, Integer.MAX_VALUE), transactions);
    }

    private static byte[] bytes(SolvedBlock block) {
        byte[] bytes = new byte[block.sizeBytes()];
        block.copyTo(0, bytes, bytes.length);
        return bytes;
    }

    private static String body(RpcRequest request) throws Exception {
        StringBuilder body = new StringBuilder();
        ChunkedInput<ByteBuf> pieces = request.open();
        while (!pieces.isEndOfInput()) {
            ByteBuf piece = pieces.readChunk(UnpooledByteBufAllocator.DEFAULT);
            body.append(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
            assertEquals(body.length(), pieces.progress());
        }
        return body.toString();
    }

    private static Solution.Found found(Solution solution) {
        return assertInstanceOf(Solution.Found.class, solution);
    }

    private static void assertStale(Solution solution) {
        Solution.None none = assertInstanceOf(Solution.None.class, solution);
        assertInstanceOf(ShareVerdict.Stale.class, none.verdict());
    }

    private static void assertRefused(Solution solution) {
        Solution.None none = assertInstanceOf(Solution.None.class, solution);
        assertInstanceOf(ShareVerdict.Rejected.class, none.verdict());
    }

    static SoloJobs jobs(int seed) {
        return jobs(seed, PAYOUT);
    }

    static SoloJobs jobs(int seed, SoloPayout payout) {
        Gen gen = Gen.ofSeed(seed);
        Entropy entropy =
                new Entropy() {
                    @Override
                    public long nextLong() {
                        return gen.anyLong();
                    }

                    @Override
                    public void nextBytes(byte[] into) {
                        System.arraycopy(gen.bytes(into.length), 0, into, 0, into.length);
                    }
                };
        return new SoloJobs(new Upstream.Terms(new SourceId("pools"), seed), payout, entropy);
    }
}
