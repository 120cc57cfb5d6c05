package io.mos.core.work;

/** Names a source of work for the life of the daemon, such as {@code pools}. */
public record SourceId(String value) {
    public SourceId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("blank source id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
