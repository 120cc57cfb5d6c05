package io.mos.hasher.bench;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.hasher.BenchReport;
import io.mos.hasher.HasherBench;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.TrialKernels;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What {@code mvn -Pbench} runs. {@code turns SECONDS} measures all kernels in turns in this
 * process, the unaligned vector kernels among them; anything else goes to JMH, no words at all
 * being every benchmark.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] words) throws CommandLineOptionException, RunnerException {
        List<KernelEntry.Usable> kernels = TrialKernels.all();
        if (words.length == 2 && words[0].equals("turns")) {
            inTurns(kernels, Duration.ofSeconds(Integer.parseInt(words[1])));
            return;
        }
        String[] ids = kernels.stream().map(KernelEntry::id).toArray(String[]::new);
        CommandLineOptions options = new CommandLineOptions(words);
        if (options.shouldList()) {
            new Runner(options).list();
            return;
        }
        new Runner(
                        new OptionsBuilder()
                                .parent(options)
                                .param("kernel", ids)
                                .addProfiler(ThreadCpuProfiler.class)
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }

    private static void inTurns(List<KernelEntry.Usable> kernels, Duration total) {
        try (SystemTime time = new SystemTime()) {
            BenchReport report = new HasherBench(time, Entropy.system()).run(kernels, total);
            System.out.printf("%d rounds%n", report.rounds());
            for (BenchReport.KernelRate kernel : report.kernels()) {
                System.out.printf(
                        Locale.ROOT,
                        "%-24s %9.2f MH/CPU-s %9.2f x digest%n",
                        kernel.name(),
                        kernel.mhPerCpuSecond(),
                        kernel.ratioToDigest());
            }
        }
    }
}
