package io.mos.daemon.log;

/** How much is logged. */
public enum LogLevel {
    /** An operator must act. */
    ERROR,
    /** Something is impaired but handled. */
    WARN,
    /** State changes an operator tells stories with. */
    INFO,
    /** Phases of the work. */
    DEBUG,
    /** Bytes. */
    TRACE
}
