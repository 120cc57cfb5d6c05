package io.mos.web.live;

/** Texts from outside (pools, devices, configuration) made fit to be shown. */
final class SafeText {

    /** Longer than any sentence a pool or driver has to say, short enough for a screen. */
    static final int MAX_CHARS = 500;

    private static final char REPLACEMENT = '\ufffd';

    private SafeText() {}

    /** Cut to {@link #MAX_CHARS}, with broken surrogates replaced: an encoder refuses those. */
    static String of(String raw) {
        boolean isLong = raw.length() > MAX_CHARS;
        String text = isLong ? raw.substring(0, MAX_CHARS - 1) : raw;
        int firstBroken = firstBrokenSurrogate(text);
        String whole = firstBroken < 0 ? text : repaired(text, firstBroken);
        return isLong ? whole + '…' : whole;
    }

    /** A pool's address without user and password, should a source have left them in. */
    static String url(String raw) {
        int schemeEnd = raw.indexOf("://");
        int start = schemeEnd < 0 ? 0 : schemeEnd + "://".length();
        int end = raw.indexOf('/', start);
        int at = raw.lastIndexOf('@', end < 0 ? raw.length() : end);
        return of(at < start ? raw : raw.substring(0, start) + raw.substring(at + 1));
    }

    private static int firstBrokenSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isPairAt(text, i)) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static String repaired(String text, int from) {
        StringBuilder repaired = new StringBuilder(text);
        for (int i = from; i < repaired.length(); i++) {
            if (isPairAt(repaired, i)) {
                i++;
            } else if (Character.isSurrogate(repaired.charAt(i))) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }

    private static boolean isPairAt(CharSequence text, int i) {
        return i + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
