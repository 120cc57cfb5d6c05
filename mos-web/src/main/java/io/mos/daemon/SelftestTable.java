package io.mos.daemon;

import io.mos.hasher.KernelReport;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The self-test's reports as people and machines read them. */
final class SelftestTable {

    private final PrintStream out;

    SelftestTable(PrintStream out) {
        this.out = out;
    }

    void begin() {
        out.printf(
                "Every kernel hashes mined and random headers and is compared with MessageDigest.%n"
                        + "Vector kernels take some seconds: they are compiled, then checked again.%n"
                        + "Those with a dash are not timed: another width suits this machine.%n%n");
        out.printf(
                "%-18s %-9s %9s %8s %9s%n", "kernel", "result", "MH/CPU-s", "B/hash", "compared");
    }

    void row(KernelReport report) {
        String row =
                switch (report) {
                    case KernelReport.Passed passed ->
                            String.format(
                                    Locale.ROOT,
                                    "%-18s %-9s %9.2f %8.0f %9d",
                                    passed.id(),
                                    "correct",
                                    passed.mhPerCpuSecond(),
                                    passed.allocatedBytesPerHash(),
                                    passed.hashes());
                    case KernelReport.PassedUntimed passed ->
                            String.format(
                                    Locale.ROOT,
                                    "%-18s %-9s %9s %8s %9d",
                                    passed.id(),
                                    "correct",
                                    "-",
                                    "-",
                                    passed.hashes());
                    case KernelReport.Failed failed ->
                            String.format(
                                    "%-18s %-9s %s", failed.id(), "WRONG", failed.difference());
                    case KernelReport.Unavailable missing ->
                            String.format(
                                    "%-18s %-9s %s", missing.id(), "absent", missing.reason());
                };
        out.println(row);
    }

    /** What it all comes to. */
    void end(List<KernelReport> reports) {
        List<String> wrong =
                reports.stream()
                        .filter(KernelReport.Failed.class::isInstance)
                        .map(KernelReport::id)
                        .toList();
        out.println();
        if (!wrong.isEmpty()) {
            out.println(
                    "WRONG hashes on this machine, never used: " + String.join(", ", wrong) + ".");
            return;
        }
        reports.stream()
                .filter(KernelReport.Passed.class::isInstance)
                .map(KernelReport.Passed.class::cast)
                .max(Comparator.comparingDouble(KernelReport.Passed::mhPerCpuSecond))
                .ifPresent(fastest -> praise(fastest.id(), reports));
    }

    private void praise(String fastest, List<KernelReport> reports) {
        out.println("All kernels of this machine are correct; the fastest is " + fastest + ".");
        boolean isNativeHere =
                reports.stream()
                        .filter(KernelReport.Passed.class::isInstance)
                        .anyMatch(report -> report.id().startsWith("native-"));
        if (isNativeHere && fastest.startsWith("vector-")) {
            out.println(
                    "Where native kernels are, vector ones are used only when they are named: set"
                            + " hasher.kernel = \""
                            + fastest
                            + "\".");
        }
    }

    static String json(List<KernelReport> reports) {
        return reports.stream()
                .map(SelftestTable::json)
                .collect(Collectors.joining(",", "{\"kernels\":[", "]}"));
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
                            Locale.ROOT,
                            "{\"name\":\"%s\",\"result\":\"passed\",\"hashesCompared\":%d}",
                            passed.id(),
                            passed.hashes());
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
