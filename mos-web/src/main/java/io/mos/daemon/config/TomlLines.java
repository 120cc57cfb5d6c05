package io.mos.daemon.config;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line each table and key of a TOML text stands on. The parser library knows lines only for
 * syntax errors; this looks for headers and {@code key =} at the beginning of lines, which finds
 * everything but keys inside inline tables: for those the enclosing line is given.
 */
final class TomlLines {

    private static final String NAME = "\\s*([A-Za-z0-9_.-]+|\"[^\"]*\"|'[^']*')\\s*";
    private static final Pattern HEADER = Pattern.compile("\\s*(\\[\\[?)" + NAME + "\\]\\]?.*");
    private static final Pattern KEY = Pattern.compile(NAME + "=.*");

    private final String[] written;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<String, Integer> tables = new HashMap<>();
    private String current = "";
    private String openQuote = "";

    TomlLines(String text) {
        written = text.split("\n", -1);
        int number = 0;
        for (String line : written) {
            number++;
            scan(line, number);
        }
    }

    /** The line of {@code section[index]}, or 1 when it was not found. */
    int ofTable(String section, int index) {
        return lines.getOrDefault(
                path(section, index), lines.getOrDefault(path(section, 0), rootKey(section)));
    }

    /** The line of a key in {@code section[index]}, or that table's line. */
    int ofKey(String section, int index, String key) {
        Integer line = lines.get(path(section, index) + "." + key);
        int dot = key.indexOf('.');
        if (line == null && dot > 0) {
            return ofKey(section, index, key.substring(0, dot));
        }
        return line == null ? ofTable(section, index) : line;
    }

    /** The line of a key before the first table, or 1 when it was not found. */
    int rootKey(String key) {
        return lines.getOrDefault("." + key, 1);
    }

    /** Whether this line begins a table and is written so. */
    boolean isHeader(String header, int line) {
        return line >= 1
                && line <= written.length
                && written[line - 1].replaceAll("\\s|#.*", "").equals(header);
    }

    private void scan(String line, int number) {
        if (!openQuote.isEmpty()) {
            openQuote = line.contains(openQuote) ? "" : openQuote;
            return;
        }
        Matcher header = HEADER.matcher(line);
        if (header.matches()) {
            String name = unquoted(header.group(2));
            int index = tables.merge(name, 1, Integer::sum) - 1;
            current = path(name, header.group(1).length() == 2 ? index : 0);
            lines.putIfAbsent(current, number);
            return;
        }
        Matcher key = KEY.matcher(line);
        if (key.matches()) {
            keep(unquoted(key.group(1)), number);
            openQuote = quoteLeftOpen(line);
        }
    }

    private void keep(String key, int number) {
        lines.putIfAbsent(current + "." + key, number);
        int dot = key.indexOf('.');
        if (current.isEmpty() && dot > 0) {
            lines.putIfAbsent(path(key.substring(0, dot), 0) + key.substring(dot), number);
            lines.putIfAbsent("." + key.substring(0, dot), number);
        }
    }

    private static String quoteLeftOpen(String line) {
        for (String quote : new String[] {"\"\"\"", "'''"}) {
            int first = line.indexOf(quote);
            if (first >= 0 && line.indexOf(quote, first + quote.length()) < 0) {
                return quote;
            }
        }
        return "";
    }

    private static String path(String section, int index) {
        return section + "[" + index + "]";
    }

    private static String unquoted(String name) {
        boolean isQuoted = name.startsWith("\"") || name.startsWith("'");
        return isQuoted ? name.substring(1, name.length() - 1) : name;
    }
}
