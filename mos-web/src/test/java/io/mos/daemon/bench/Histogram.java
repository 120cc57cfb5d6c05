package io.mos.daemon.bench;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many values lay below each of some limits, read from the text of {@code /metrics}.
 *
 * @param below by the limit in seconds
 */
record Histogram(NavigableMap<Double, Double> below) {

    static Histogram read(String metrics, String name) {
        NavigableMap<Double, Double> below = new TreeMap<>();
        metrics.lines()
                .filter(line -> line.startsWith(name + "_bucket{"))
                .forEach(line -> {
                    String limit = line.replaceAll(".*le=\"([^\"]+)\".*", "$1");
                    double seconds =
                            limit.equals("+Inf")
                                    ? Double.POSITIVE_INFINITY
                                    : Double.parseDouble(limit);
                    String count = line.substring(line.lastIndexOf(' ') + 1);
                    below.merge(seconds, Double.parseDouble(count), Double::sum);
                });
        return new Histogram(below);
    }

    /** What came since then. */
    Histogram since(Histogram before) {
        NavigableMap<Double, Double> fresh = new TreeMap<>();
        below.forEach(
                (limit, count) -> fresh.put(limit, count - before.below.getOrDefault(limit, 0.0)));
        return new Histogram(fresh);
    }

    double count() {
        return below.isEmpty() ? 0 : below.lastEntry().getValue();
    }

    /** The lowest limit that so many of the values lie below. */
    double limitOf(double part) {
        return below.entrySet().stream()
                .filter(each -> each.getValue() >= part * count())
                .mapToDouble(Map.Entry::getKey)
                .min()
                .orElse(Double.NaN);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%.0f values, p50 <= %g s, p99 <= %g s;"
                        .formatted(count(), limitOf(0.5), limitOf(0.99)));
        below.forEach((limit, number) ->
                text.append(
                        String.format(
                                Locale.ROOT, " %g s: %.2f %%", limit, 100 * number / count())));
        return text.toString();
    }
}
