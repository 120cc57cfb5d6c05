package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.Output;
import io.mos.core.kernel.Entropy;
import io.mos.hasher.BenchReport;
import io.mos.hasher.HasherBench;
import io.mos.hasher.KernelReport;
import io.mos.hasher.SelfTest;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code mos selftest} and {@code mos bench hasher}. */
final class HasherVerbs {

    private final PrintStream out;

    HasherVerbs(PrintStream out) {
        this.out = out;
    }

    int selftest(Output output) {
        List<KernelReport> reports = SelfTest.run(Entropy.system());
        switch (output) {
            case PEOPLE -> printTable(reports);
            case JSON ->
                    out.println(
                            reports.stream()
                                    .map(HasherVerbs::json)
                                    .collect(Collectors.joining(",", "{\"kernels\":[", "]}")));
        }
        boolean isWrong = reports.stream().anyMatch(each -> each instanceof KernelReport.Failed);
        return isWrong ? ExitCode.FAILED : ExitCode.OK;
    }

    int bench(Duration cpuTime, Output output) {
        BenchReport report = HasherBench.run(cpuTime, Entropy.system());
        out.printf(
                Locale.ROOT,
                "%d rounds of %d ms CPU time for each kernel, in turns%n%n%-18s %12s %10s%n",
                report.rounds(),
                report.sliceCpuMillis(),
                "kernel",
                "MH/CPU-s",
                "x digest");
        for (BenchReport.KernelRate kernel : report.kernels()) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %12.2f %10.2f%n",
                    kernel.name(),
                    kernel.mhPerCpuSecond(),
                    kernel.ratioToDigest());
        }
        if (output == Output.JSON) {
            out.println(report.toJson());
        }
        return ExitCode.OK;
    }

    private void printTable(List<KernelReport> reports) {
        out.printf("%-18s %-8s %10s %8s %12s%n", "kernel", "", "MH/CPU-s", "B/hash", "compared");
        for (KernelReport report : reports) {
            switch (report) {
                case KernelReport.Passed passed ->
                        out.printf(
                                Locale.ROOT,
                                "%-18s %-8s %10.2f %8.1f %12d%n",
                                passed.id(),
                                "correct",
                                passed.mhPerCpuSecond(),
                                passed.allocatedBytesPerHash(),
                                passed.hashes());
                case KernelReport.PassedUntimed passed ->
                        out.printf(
                                "%-18s %-8s %10s %8s %12d%n",
                                passed.id(), "correct", "-", "-", passed.hashes());
                case KernelReport.Failed failed ->
                        out.printf("%-18s %-8s %s%n", failed.id(), "WRONG", failed.difference());
                case KernelReport.Unavailable missing ->
                        out.printf("%-18s %-8s %s%n", missing.id(), "absent", missing.reason());
            }
        }
    }

    private static String json(KernelReport report) {
        return switch (report) {
            case KernelReport.Passed passed ->
                    String.format(
                            Locale.ROOT,
                            "{\"name\":\"%s\",\"result\":\"passed\",\"mhPerCpuSecond\":%.2f,"
                                    + "\"allocatedBytesPerHash\":%.2f,\"hashesCompared\":%d}",
                            passed.id(),
                            passed.mhPerCpuSecond(),
                            passed.allocatedBytesPerHash(),
                            passed.hashes());
            case KernelReport.PassedUntimed passed ->
                    String.format(
                            "{\"name\":\"%s\",\"result\":\"passed\",\"hashesCompared\":%d}",
                            passed.id(), passed.hashes());
            case KernelReport.Failed failed -> json(failed.id(), "failed", failed.difference());
            case KernelReport.Unavailable missing -> json(missing.id(), "absent", missing.reason());
        };
    }

    private static String json(String name, String result, String reason) {
        return String.format(
                "{\"name\":\"%s\",\"result\":\"%s\",\"reason\":\"%s\"}",
                name, result, reason.replace("\\", "\\\\").replace("\"", "\\\""));
    }
}
