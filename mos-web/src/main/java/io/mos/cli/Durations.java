package io.mos.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30s}, {@code 5m}, {@code 2h} or plain seconds. */
final class Durations implements ITypeConverter<Duration> {

    /** Nine digits: thirty years of seconds, so no unit can overflow. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(s|m|h)?");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("write 30s, 5m or 2h, not \"" + text + "\"");
        }
        long count = Long.parseLong(form.group(1));
        if (count == 0) {
            throw new TypeConversionException("write a time above 0, such as 30s");
        }
        return switch (form.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case null, default -> Duration.ofSeconds(count);
        };
    }
}
