package io.mos.cli;

/** How the process ends. */
public final class ExitCode {

    public static final int OK = 0;

    /** Something failed while running. */
    public static final int FAILED = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** The configuration is not usable: {@code EX_CONFIG} of BSD sysexits. */
    public static final int CONFIG = 78;

    private ExitCode() {}
}
