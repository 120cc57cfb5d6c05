package io.mos.stratum.v1;

/**
 * Why a call was refused. The text is the peer's own and differs between pools: show it, never
 * branch on it.
 */
public record StratumError(int code, String text) {

    /** Other or unknown. */
    public static final int OTHER = 20;

    /** Job not found, which means stale. */
    public static final int JOB_NOT_FOUND = 21;

    public static final int DUPLICATE_SHARE = 22;

    /** The hash is above the target. */
    public static final int LOW_DIFFICULTY = 23;

    public static final int UNAUTHORIZED_WORKER = 24;
    public static final int NOT_SUBSCRIBED = 25;

    /** What DATUM answers to a method it does not know. */
    public static final int METHOD_NOT_FOUND = -3;

    /** Foreign text beyond this is cut. */
    private static final int MAX_TEXT_CHARS = 200;

    public StratumError {
        text = printable(text, MAX_TEXT_CHARS);
    }

    /** {@code [code, text, null]}, as all pools write it. */
    public Json toJson() {
        return Json.array(Json.of(code), Json.of(text), Json.Null.VALUE);
    }

    /**
     * Reads any of the forms in the field: an array, an object with code and message, a bare text.
     */
    static StratumError read(Json error) {
        return switch (error) {
            case Json.Arr array -> new StratumError(code(array.at(0)), text(array.at(1)));
            case Json.Obj object ->
                    new StratumError(code(object.at("code")), text(object.at("message")));
            case Json.Str str -> new StratumError(OTHER, str.value());
            case Json.Num num -> new StratumError(code(num), "");
            case Json.Bool _, Json.Null _ -> new StratumError(OTHER, "");
        };
    }

    /** Foreign text made fit for a log line: cut, and without control characters. */
    static String printable(String text, int maxChars) {
        String cut = text.length() <= maxChars ? text : text.substring(0, maxChars) + "…";
        StringBuilder clean = new StringBuilder(cut.length());
        cut.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
        return clean.toString();
    }

    private static int code(Json code) {
        return code instanceof Json.Num num ? (int) num.toDouble() : OTHER;
    }

    private static String text(Json text) {
        return text.asText().orElse("");
    }
}
