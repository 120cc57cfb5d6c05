package io.mos.daemon;

import io.mos.core.chain.Address;
import io.mos.core.chain.AddressException;
import io.mos.core.chain.AddressType;
import io.mos.stratum.solo.SoloPayout;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is paid: looks for mistyped addresses while nothing has been hashed for them yet. */
final class PayTo {

    /**
     * What begins like a segwit address (BIP173) and is longer than any name people give an
     * account; the worker's name follows after a dot.
     */
    private static final Pattern SEGWIT =
            Pattern.compile("(?i)((?:bc|tb|bcrt)1[0-9a-z]{20,})(?:[^0-9a-z].*)?");

    /** What may as well be an account's name: 26 to 35 characters of base58. */
    private static final Pattern BASE58 =
            Pattern.compile("([123mn][1-9A-HJ-NP-Za-km-z]{25,34})(?:[^0-9A-Za-z].*)?");

    private PayTo() {}

    /** Adds what is wrong with one pool's user, payout and tag. */
    static void check(String user, String payout, String tag, List<String> problems) {
        match(SEGWIT, user).flatMap(PayTo::mistake).ifPresent(problems::add);
        if (payout.isBlank()) {
            return;
        }
        try {
            SoloPayout _ = SoloPayout.parse(payout, tag);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** The address a pool's user names, if it does. */
    static Optional<Address> addressIn(String user) {
        return match(SEGWIT, user).or(() -> match(BASE58, user)).flatMap(PayTo::parse);
    }

    /** Whether a user could be an address of the older form, but its checksum is wrong. */
    static boolean looksMistyped(String user) {
        return match(BASE58, user).filter(text -> parse(text).isEmpty()).isPresent();
    }

    private static Optional<String> mistake(String text) {
        try {
            return Address.parse(text).type() == AddressType.UNDEFINED_WITNESS
                    ? Optional.of(
                            "user " + text + ": no rule guards its kind, anyone could spend it")
                    : Optional.empty();
        } catch (AddressException e) {
            return Optional.of("user " + text + " is no address: " + e.getMessage());
        }
    }

    private static Optional<Address> parse(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (AddressException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> match(Pattern pattern, String user) {
        Matcher matcher = pattern.matcher(user);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
