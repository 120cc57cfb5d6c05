package io.mos.hasher.kernel;

import java.lang.management.ManagementFactory;

/** What the calling thread has used of the CPU and the heap so far; only differences mean much. */
final class ThreadMeter {

    private final com.sun.management.ThreadMXBean threads;

    ThreadMeter() {
        threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    long cpuNanos() {
        return threads.getCurrentThreadCpuTime();
    }

    long allocatedBytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
