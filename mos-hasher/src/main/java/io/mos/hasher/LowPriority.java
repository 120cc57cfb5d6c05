package io.mos.hasher;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the calling thread run only when the machine has nothing better to do. Java's own priorities
 * do nothing on Linux; {@code setpriority} on "process" 0 lowers the calling thread alone there
 * (setpriority(2), "C library/kernel differences"). Elsewhere threads keep their priority.
 */
final class LowPriority {

    private static final int PRIO_PROCESS = 0;

    /** Gives way to everything normal, but not to idle-class jobs. */
    private static final int NICE = 15;

    private static final Logger LOG = LoggerFactory.getLogger(LowPriority.class);

    private LowPriority() {}

    static void ofThisThread() {
        if (System.getProperty("os.name", "").equals("Linux")) {
            setpriority();
        }
    }

    @SuppressWarnings("restricted") // one call with three ints, checked against the manual page
    private static void setpriority() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find("setpriority");
        if (symbol.isEmpty()) {
            return;
        }
        FunctionDescriptor type =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        MethodHandle setpriority = linker.downcallHandle(symbol.get(), type);
        try {
            int result = (int) setpriority.invokeExact(PRIO_PROCESS, 0, NICE);
            if (result != 0) {
                LOG.atDebug().log("setpriority refused");
            }
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority cannot be called", e);
        }
    }
}
