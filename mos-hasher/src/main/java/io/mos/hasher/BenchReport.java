package io.mos.hasher;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rates of the kernels, all measured in one process in turns. */
public record BenchReport(int rounds, int sliceCpuMillis, List<KernelRate> kernels) {

    public BenchReport {
        kernels = List.copyOf(kernels);
    }

    /**
     * One kernel's figures.
     *
     * @param mhPerCpuSecond median of all rounds, 10^6 hashes per second of CPU time
     * @param ratioToDigest median of the rounds' own ratios to the {@code digest} kernel
     */
    public record KernelRate(String name, double mhPerCpuSecond, double ratioToDigest) {}

    /** One line: {@code {"kernels":[{"name":"digest","mhPerCpuSecond":7.7},…]}}. */
    public String toJson() {
        return kernels.stream()
                .map(BenchReport::kernelJson)
                .collect(Collectors.joining(",", "{\"kernels\":[", "]}"));
    }

    private static String kernelJson(KernelRate kernel) {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"mhPerCpuSecond\":%.2f}",
                kernel.name(),
                kernel.mhPerCpuSecond());
    }
}
