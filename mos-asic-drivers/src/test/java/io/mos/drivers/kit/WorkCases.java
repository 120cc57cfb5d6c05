package io.mos.drivers.kit;

import io.mos.core.chain.VersionMask;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** From work to the exact share: whose nonce it is, under which version, and what is void. */
final class WorkCases {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** One version alone is a small part of what a chain could search. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration BETWEEN_JOBS = Duration.ofMillis(500);

    /** More than any id on the wire has values. */
    private static final int JOBS = 600;

    /** Ids of two fillers and a job a round go through all values when the rhythm changes. */
    private static final int ROUNDS = 16;

    private static final VersionMask THREE_BITS = new VersionMask(0x0000_e000);
    private static final HexFormat HEX = HexFormat.of();

    private final Workbench workbench;

    WorkCases(Workbench workbench) {
        this.workbench = workbench;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "a late nonce of updated work still counts", this::lateAfterUpdate),
                DynamicTest.dynamicTest(
                        "a late nonce of replaced work is dropped", this::staleAfterReplace),
                DynamicTest.dynamicTest("job ids that wrap around mix nothing up", this::idsWrap),
                DynamicTest.dynamicTest(
                        "a version mask of three bits is kept", () -> keepsMask(THREE_BITS)),
                DynamicTest.dynamicTest(
                        "where no version may be rolled none is",
                        () -> keepsMask(VersionMask.NONE)),
                DynamicTest.dynamicTest("without work nothing is claimed", this::idles));
    }

    Stream<DynamicTest> golden() {
        return GoldenWork.all(workbench.subject().rolls()).stream()
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.name() + " becomes the exact submit", () -> finds(each)));
    }

    Stream<DynamicTest> vectors() {
        return workbench.subject().vectors().stream()
                .flatMap(each ->
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        each.name() + ": job and answer", () -> frames(each))));
    }

    private void finds(GoldenWork golden) {
        Bench bench = workbench.bench(List.of(golden));
        workbench.begin(bench);
        workbench.untilHashing(bench);
        bench.ledger().clear();
        workbench.give(bench, golden.job(), golden.extranonces());
        bench.until(
                "it claims nonce %08x of %s"
                        .formatted(golden.found().nonce(), golden.found().hash()),
                SOON,
                () -> claims(bench, golden).findAny().isPresent());
        List<String> submit =
                claims(bench, golden).map(GoldenWork::submitOf).findAny().orElseThrow();
        bench.expect(
                "the submit %s, not %s".formatted(golden.submit(), submit),
                golden.submit().equals(submit));
    }

    private static Stream<NonceFound> claims(Bench bench, GoldenWork golden) {
        return bench.ledger().proven().stream()
                .filter(claim -> claim.header().equals(golden.found()));
    }

    /** Given again until the device's own count of jobs is where it was when it was recorded. */
    private void frames(FrameVector vector) {
        Bench bench = workbench.hashing();
        boolean isRolled = vector.header().version() != vector.baseVersion();
        VersionMask rolled = isRolled ? VersionMask.BIP320 : VersionMask.NONE;
        Job job = GoldenWork.block("recorded", vector.header(), rolled).job();
        boolean isWritten = false;
        for (int i = 0; i < JOBS && !isWritten; i++) {
            fill(bench, i);
            bench.cable().takeWritten();
            workbench.give(bench, job, ExtranonceRange.NONE);
            isWritten = HEX.formatHex(bench.cable().takeWritten()).contains(vector.job());
        }
        bench.expect("it writes the frame " + vector.job(), isWritten);
        bench.ledger().clear();
        bench.call(() -> bench.cable().say(HEX.parseHex(vector.answer())));
        bench.turn();
        bench.expect(
                "it claims nonce %08x for the answer %s"
                        .formatted(vector.header().nonce(), vector.answer()),
                bench.ledger().proven().stream()
                        .anyMatch(claim -> claim.header().equals(vector.header())));
    }

    /** Work given twice is gone on with; other work between makes it new. One more now and then. */
    private void fill(Bench bench, int round) {
        workbench.replace(bench, workbench.job("filler " + round));
        if (round % ROUNDS == 0) {
            workbench.replace(bench, workbench.job("one more " + round));
        }
    }

    private void lateAfterUpdate() {
        Bench bench = workbench.hashing();
        long old = workbench.update(bench, workbench.job("old"));
        holdAnAnswer(bench);
        workbench.update(bench, workbench.job("new"));
        bench.ledger().clear();
        bench.cable().letGo();
        bench.turn();
        bench.expect(
                "an answer found for the work before the update is still claimed for it",
                bench.ledger().proven().stream().anyMatch(claim -> claim.work().id() == old));
    }

    private void staleAfterReplace() {
        Bench bench = workbench.hashing();
        workbench.update(bench, workbench.job("old"));
        holdAnAnswer(bench);
        long now = workbench.replace(bench, workbench.job("new"));
        bench.ledger().clear();
        bench.cable().letGo();
        bench.run(SOON);
        bench.expect(
                "no claim for work that was replaced",
                bench.ledger().proven().stream().allMatch(claim -> claim.work().id() == now));
        bench.expect("claims for the new work", bench.ledger().provenCount() > 0);
    }

    /** Whatever is on the way first belongs to older work. */
    private static void holdAnAnswer(Bench bench) {
        bench.run(Duration.ofSeconds(2));
        long[] from = {bench.ledger().provenCount()};
        bench.until("a nonce", SOON, () -> bench.ledger().provenCount() > from[0]);
        bench.cable().hold();
        bench.until("an answer of the board", SOON, () -> bench.cable().heldFrames() > 8);
    }

    private void idsWrap() {
        Bench bench = workbench.hashing();
        bench.ledger().clear();
        for (int i = 0; i < JOBS; i++) {
            workbench.update(bench, workbench.job("job " + i));
            bench.run(i % 16 == 0 ? BETWEEN_JOBS : Duration.ofNanos(1));
        }
        bench.expect("nonces are proven meanwhile", bench.ledger().provenCount() > 0);
        bench.expect("none of its claims is wrong", bench.ledger().wrong() == 0);
        workbench.stillHashes(bench, SOON);
    }

    private void keepsMask(VersionMask mask) {
        Bench bench = workbench.hashing();
        Job job = workbench.job("masked", mask);
        long id = workbench.replace(bench, job);
        bench.ledger().clear();
        bench.until("three nonces", PATIENCE, () -> bench.ledger().provenCount() >= 3);
        List<NonceFound> claims = bench.ledger().proven();
        for (NonceFound claim : claims) {
            bench.expect(
                    "versions that differ from %08x in %s only, not %08x"
                            .formatted(job.version(), mask.hex(), claim.version()),
                    claim.work().id() == id && mask.covers(claim.version() ^ job.version()));
        }
        bench.expect("none of its claims is wrong", bench.ledger().wrong() == 0);
    }

    private void idles() {
        Bench bench = workbench.hashing();
        workbench.idle(bench);
        bench.run(Duration.ofSeconds(3));
        bench.ledger().clear();
        bench.run(SOON);
        bench.expect("no claims", bench.ledger().provenCount() + bench.ledger().wrong() == 0);
        bench.expect("it reports that it is idle", bench.state().equals("idle"));
        workbench.update(bench, workbench.job("again"));
        workbench.untilHashing(bench);
    }
}
