package io.mos.stratum.v1;

import java.util.Optional;

/**
 * What ties a reply to its call: a number, a string, or nothing for a notification. Echoed exactly
 * as it came.
 */
public record MessageId(Json value) {

    /** Of a call that wants no reply. */
    public static final MessageId NONE = new MessageId(Json.Null.VALUE);

    public static MessageId of(long number) {
        return new MessageId(Json.of(number));
    }

    public boolean isPresent() {
        return !value.isNull();
    }

    /**
     * Whether a reply with the other id answers a call with this one. Lenient about quotes and
     * fractions: some servers answer 7 as "7", others as 7.0.
     */
    public boolean matches(MessageId other) {
        Optional<String> mine = key();
        return mine.isPresent() && mine.equals(other.key());
    }

    private Optional<String> key() {
        return switch (value) {
            case Json.Num num -> Optional.of(num.plainText());
            case Json.Str str -> Optional.of(str.value());
            case Json.Null _, Json.Bool _, Json.Arr _, Json.Obj _ -> Optional.empty();
        };
    }
}
