package io.mos.drivers.sim;

import io.mos.drivers.sim.SimFault.Hang;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads faults as a user writes them: {@code crc-noise=1e-4}, {@code fan-stop}, {@code unplug=10s}.
 */
public final class SimFaultReader {
    private static final String USUAL_NOISE = "1e-4";
    private static final String USUAL_PART = "0.01";
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private static final Map<String, Kind> KINDS = kinds();

    private SimFaultReader() {}

    /** What was read. */
    public sealed interface Reading {

        /** Every text was a fault, no two of the same name. */
        record Read(List<SimFault> faults) implements Reading {
            public Read {
                faults = List.copyOf(faults);
            }
        }

        /** All that is wrong, one sentence each. */
        record Refused(List<String> problems) implements Reading {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * One kind of fault.
     *
     * @param usual the value when none is written; none where one has to be
     * @param form what a value looks like, for messages; none where there is no value
     */
    private record Kind(
            Optional<String> usual,
            Optional<String> form,
            Function<String, Optional<SimFault>> read) {}

    /** The names of all faults and the form of their values. */
    public static List<String> forms() {
        return KINDS.entrySet().stream()
                .map(each ->
                        each.getKey() + each.getValue().form().map(form -> "=" + form).orElse(""))
                .toList();
    }

    /** Reads all of them and tells every problem at once. */
    public static Reading read(List<String> texts) {
        Map<String, SimFault> faults = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            Optional<String> value =
                    equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1));
            Kind kind = KINDS.get(name);
            if (kind == null) {
                problems.add("no fault \"%s\"; there are %s".formatted(name, names()));
            } else if (faults.containsKey(name)) {
                problems.add("\"%s\" is given twice".formatted(name));
            } else {
                read(kind, name, value, problems).ifPresent(fault -> faults.put(name, fault));
            }
        }
        return problems.isEmpty()
                ? new Reading.Read(List.copyOf(faults.values()))
                : new Reading.Refused(problems);
    }

    private static Optional<SimFault> read(
            Kind kind, String name, Optional<String> value, List<String> problems) {
        if (kind.form().isEmpty() && value.isPresent()) {
            problems.add("\"%s\" takes no value".formatted(name));
            return Optional.empty();
        }
        Optional<String> wanted = value.or(kind::usual);
        Optional<SimFault> fault = wanted.flatMap(kind.read());
        if (fault.isEmpty()) {
            String form = kind.form().orElse("");
            problems.add(
                    wanted.map(text -> "\"%s=%s\" is not %s".formatted(name, text, form))
                            .orElse("\"%s\" needs a value: %s".formatted(name, form)));
        }
        return fault;
    }

    private static String names() {
        return String.join(", ", KINDS.keySet());
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        kinds.put("crc-noise", part(USUAL_NOISE, SimFault.CrcNoise::new));
        kinds.put("garbage", part(USUAL_PART, SimFault.Garbage::new));
        kinds.put("lost-frames", part(USUAL_PART, SimFault.LostFrames::new));
        kinds.put("duplicate-frames", part(USUAL_PART, SimFault.DuplicateFrames::new));
        kinds.put("wrong-nonces", part(USUAL_PART, SimFault.WrongNonces::new));
        kinds.put(
                "chip-missing",
                new Kind(
                        Optional.empty(),
                        Optional.of("a chip's number from 0"),
                        text -> chip(text).map(SimFault.ChipMissing::new)));
        kinds.put("sensor-open", plain(new SimFault.SensorOpen()));
        kinds.put("sensor-short", plain(new SimFault.SensorShort()));
        kinds.put("sensor-stale", plain(new SimFault.SensorStale()));
        kinds.put("bus-error", plain(new SimFault.BusError()));
        kinds.put("fan-stop", plain(new SimFault.FanStop()));
        kinds.put("over-temperature", plain(new SimFault.OverTemperature()));
        kinds.put(
                "unplug",
                new Kind(
                        Optional.of("0s"),
                        Optional.of("a time such as 500ms, 10s or 2m"),
                        text -> time(text).map(SimFault.Unplug::new)));
        kinds.put(
                "hang",
                new Kind(
                        Optional.of("board"),
                        Optional.of("chips, control or board"),
                        text -> hanging(text).map(Hang::new)));
        return kinds;
    }

    private static Kind part(String usual, Function<Double, SimFault> fault) {
        return new Kind(
                Optional.of(usual),
                Optional.of("a part above 0 and up to 1"),
                text -> part(text).map(fault));
    }

    private static Kind plain(SimFault fault) {
        return new Kind(Optional.of(""), Optional.empty(), _ -> Optional.of(fault));
    }

    private static Optional<Double> part(String text) {
        try {
            double part = Double.parseDouble(text);
            return part > 0 && part <= 1 ? Optional.of(part) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> chip(String text) {
        return text.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Optional<Duration> time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    default -> Duration.ofMinutes(count);
                });
    }

    private static Optional<Hang.Part> hanging(String text) {
        return Arrays.stream(Hang.Part.values())
                .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
