package io.mos.drivers.child;

import java.util.Map;
import java.util.Optional;

/**
 * Runs when the process is told to exit from within, and tells whose code did: its thread still
 * stands in the call.
 */
final class ExitWatch {

    private final Pipe pipe;

    ExitWatch(Pipe pipe) {
        this.pipe = pipe;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::look));
    }

    private void look() {
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            caller(each.getValue())
                    .ifPresent(frame ->
                            pipe.sendLast(
                                    new FromChild.Exiting(
                                            jarOf(frame).orElseThrow(),
                                            "%s.%s called System.exit on the thread %s"
                                                    .formatted(
                                                            frame.getClassName(),
                                                            frame.getMethodName(),
                                                            each.getKey().getName()))));
        }
    }

    /** The frame of a jar's that is nearest below the call of exit. */
    private static Optional<StackTraceElement> caller(StackTraceElement[] stack) {
        boolean isExit = false;
        for (StackTraceElement frame : stack) {
            isExit |=
                    frame.getClassName().equals(Runtime.class.getName())
                            && frame.getMethodName().equals("exit");
            if (isExit && jarOf(frame).isPresent()) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> jarOf(StackTraceElement frame) {
        return Optional.ofNullable(frame.getClassLoaderName()).flatMap(DriverJar::numberOf);
    }
}
