package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.cli.ExitCode;
import io.mos.hasher.KernelReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelftestTableTest {

    private static final List<KernelReport> GOOD =
            List.of(
                    new KernelReport.Passed("digest", 9_234, 7.7, 192),
                    new KernelReport.Passed("native-shani", 9_234, 31.25, 0),
                    new KernelReport.PassedUntimed("vector-4", 4_617),
                    new KernelReport.Unavailable("native-neon", "made for aarch64"));

    private static final KernelReport BAD =
            new KernelReport.Failed("vector-8", "words \"00000000\"+1 differ");

    @Test
    void isATableWithAResult() {
        assertEquals(
                """
                digest             correct        7.70      192      9234
                native-shani       correct       31.25        0      9234
                vector-4           correct           -        -      4617
                native-neon        absent    made for aarch64

                All kernels of this machine are correct; the fastest is native-shani.
                """,
                rowsAndEnd(GOOD));
        assertEquals(ExitCode.OK, HasherVerbs.exitCode(GOOD));
    }

    @Test
    void tellsHowToUseAVectorKernelThatBeatsTheNativeOnes() {
        KernelReport faster = new KernelReport.Passed("vector-16x4", 9_234, 33.5, 0);
        String advice = "set hasher.kernel = \"vector-16x4\".\n";
        assertTrue(rowsAndEnd(List.of(GOOD.get(0), GOOD.get(1), faster)).endsWith(advice));
        assertTrue(rowsAndEnd(List.of(GOOD.get(0), faster)).endsWith("is vector-16x4.\n"));
    }

    @Test
    void saysWhichKernelIsWrongAndEndsWithFailure() {
        List<KernelReport> reports = List.of(GOOD.getFirst(), BAD);
        String text = rowsAndEnd(reports);
        assertTrue(text.contains("vector-8           WRONG     words"), text);
        assertTrue(text.endsWith("WRONG hashes on this machine, never used: vector-8.\n"), text);
        assertEquals(ExitCode.FAILED, HasherVerbs.exitCode(reports));
    }

    @Test
    void isOneLineOfJsonForMachines() {
        assertEquals(
                "{\"kernels\":[{\"name\":\"digest\",\"result\":\"passed\",\"mhPerCpuSecond\":7.70,"
                        + "\"allocatedBytesPerHash\":192.00,\"hashesCompared\":9234},"
                        + "{\"name\":\"vector-8\",\"result\":\"failed\","
                        + "\"reason\":\"words \\\"00000000\\\"+1 differ\"}]}",
                SelftestTable.json(List.of(GOOD.getFirst(), BAD)));
    }

    private static String rowsAndEnd(List<KernelReport> reports) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SelftestTable table =
                new SelftestTable(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        reports.forEach(table::row);
        table.end(reports);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
