package io.mos.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void startsInOrderAndClosesInReverse() throws Exception {
        Kernel kernel = new Kernel(List.of(module("a"), module("b"), module("c")));
        kernel.start();
        assertEquals(Kernel.State.RUNNING, kernel.state());
        kernel.close();
        assertEquals(
                List.of("start a", "start b", "start c", "close c", "close b", "close a"), calls);
        assertEquals(Kernel.State.STOPPED, kernel.state());
    }

    @Test
    void closesWhatHadStartedWhenOneFailsToStart() {
        Kernel kernel = new Kernel(List.of(module("a"), failingStart("b"), module("c")));
        Exception failure = assertThrows(IllegalStateException.class, kernel::start);
        assertEquals("b does not start", failure.getMessage());
        assertEquals(List.of("start a", "close a"), calls);
        assertEquals(Kernel.State.STOPPED, kernel.state());
    }

    @Test
    void closesAllAndCollectsFailuresOfClosing() throws Exception {
        Kernel kernel = new Kernel(List.of(failingClose("a"), module("b"), failingClose("c")));
        kernel.start();
        Exception failure = assertThrows(Exception.class, kernel::close);
        assertEquals(2, failure.getSuppressed().length);
        assertEquals("c does not close", failure.getSuppressed()[0].getMessage());
        assertEquals(true, calls.contains("close b"));
    }

    @Test
    void closesOnlyOnce() throws Exception {
        Kernel kernel = new Kernel(List.of(module("a")));
        kernel.start();
        kernel.close();
        kernel.close();
        assertEquals(List.of("start a", "close a"), calls);
    }

    @Test
    void refusesASecondStart() throws Exception {
        Kernel kernel = new Kernel(List.of());
        kernel.start();
        assertThrows(IllegalStateException.class, kernel::start);
    }

    private DaemonModule module(String name) {
        return new Recorder(name, false, false);
    }

    private DaemonModule failingStart(String name) {
        return new Recorder(name, true, false);
    }

    private DaemonModule failingClose(String name) {
        return new Recorder(name, false, true);
    }

    private final class Recorder implements DaemonModule {
        private final String name;
        private final boolean failsToStart;
        private final boolean failsToClose;

        Recorder(String name, boolean failsToStart, boolean failsToClose) {
            this.name = name;
            this.failsToStart = failsToStart;
            this.failsToClose = failsToClose;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {
            if (failsToStart) {
                throw new IllegalStateException(name + " does not start");
            }
            calls.add("start " + name);
        }

        @Override
        public void close() {
            if (failsToClose) {
                throw new IllegalStateException(name + " does not close");
            }
            calls.add("close " + name);
        }

        @Override
        public Health health() {
            return Health.UP;
        }
    }
}
