package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.hasher.BenchReport.KernelRate;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    @Test
    void isOneLineOfJson() {
        BenchReport report =
                new BenchReport(
                        10,
                        40,
                        List.of(
                                new KernelRate("digest", 7.734, 1),
                                new KernelRate("vector-16x4", 30.5, 3.94)));
        assertEquals(
                "{\"kernels\":[{\"name\":\"digest\",\"mhPerCpuSecond\":7.73},"
                        + "{\"name\":\"vector-16x4\",\"mhPerCpuSecond\":30.50}]}",
                report.toJson());
    }
}
