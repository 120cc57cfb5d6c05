package io.mos.daemon;

/** What this site is called on pages and in reports. */
record SiteConfig(String name) {

    /** Fits every page and label. */
    private static final int MAX_NAME_CHARS = 64;

    SiteConfig {
        if (name.isBlank() || name.length() > MAX_NAME_CHARS) {
            throw new IllegalArgumentException(
                    "name must have 1 to " + MAX_NAME_CHARS + " characters");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name must not hold control characters");
        }
    }
}
