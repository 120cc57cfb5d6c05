package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.Output;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.hasher.BenchReport;
import io.mos.hasher.HasherBench;
import io.mos.hasher.KernelReport;
import io.mos.hasher.SelfTest;
import io.mos.hasher.kernel.KernelEntry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code mos selftest} and {@code mos bench hasher}. */
final class HasherVerbs {

    private final PrintStream out;

    HasherVerbs(PrintStream out) {
        this.out = out;
    }

    int selftest(Output output) {
        SelftestTable table = new SelftestTable(out);
        return switch (output) {
            case PEOPLE -> {
                table.begin();
                List<KernelReport> reports = SelfTest.run(Entropy.system(), table::row);
                table.end(reports);
                yield exitCode(reports);
            }
            case JSON -> {
                List<KernelReport> reports = SelfTest.run(Entropy.system(), _ -> {});
                out.println(SelftestTable.json(reports));
                yield exitCode(reports);
            }
        };
    }

    int bench(Duration total, Output output) {
        List<KernelEntry.Usable> kernels = HasherBench.kernels();
        out.printf(
                "Compiling %d kernels, then measuring them in turns: about %d s.%n",
                kernels.size(), total.toSeconds());
        try (SystemTime time = new SystemTime()) {
            BenchReport report = new HasherBench(time, Entropy.system()).run(kernels, total);
            print(report);
            if (output == Output.JSON) {
                out.println(report.toJson());
            }
        }
        return ExitCode.OK;
    }

    static int exitCode(List<KernelReport> reports) {
        boolean isWrong = reports.stream().anyMatch(KernelReport.Failed.class::isInstance);
        return isWrong ? ExitCode.FAILED : ExitCode.OK;
    }

    private void print(BenchReport report) {
        out.printf(
                Locale.ROOT,
                "Medians of %d rounds of %d ms for each kernel; MH/CPU-s is 10^6 hashes per second"
                        + " of CPU time.%n%n%-18s %9s %9s%n",
                report.rounds(),
                report.sliceCpuMillis(),
                "kernel",
                "MH/CPU-s",
                "x digest");
        for (BenchReport.KernelRate kernel : report.kernels()) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %9.2f %9.2f%n",
                    kernel.name(),
                    kernel.mhPerCpuSecond(),
                    kernel.ratioToDigest());
        }
    }
}
