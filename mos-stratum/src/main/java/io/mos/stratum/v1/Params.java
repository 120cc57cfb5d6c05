package io.mos.stratum.v1;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** Reads the positional parameters of one call; every complaint names the parameter. */
final class Params {

    /** A parameter that makes no sense; becomes {@link V1Call.Invalid} within the codec. */
    static final class WrongParamException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongParamException(String message) {
            super(message, null, false, false);
        }
    }

    /** Eight hex digits of a 32-bit value; pools differ in whether they send leading zeros. */
    private static final int MAX_INT_HEX_DIGITS = 8;

    private static final int HASH_HEX_DIGITS = 2 * Hash256.SIZE_BYTES;

    private final Json.Arr items;

    Params(Json.Arr items) {
        this.items = items;
    }

    int size() {
        return items.size();
    }

    Json at(int index) {
        return items.at(index);
    }

    /** A string of at most {@code maxChars}. */
    String text(int index, String name, int maxChars) {
        String text =
                at(index)
                        .asText()
                        .orElseThrow(() -> new WrongParamException(name + " is no string"));
        if (text.length() > maxChars) {
            throw new WrongParamException(name + " has " + text.length() + " characters");
        }
        return text;
    }

    /** The same, {@code otherwise} when it is missing or null. */
    String textOr(int index, String name, int maxChars, String otherwise) {
        return at(index).isNull() ? otherwise : text(index, name, maxChars);
    }

    /** A 32-bit value in big-endian hex, unsigned. */
    int hexInt(int index, String name) {
        String hex = text(index, name, MAX_INT_HEX_DIGITS);
        if (hex.isEmpty() || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new WrongParamException(name + " is no 32-bit hex");
        }
        return HexFormat.fromHexDigits(hex);
    }

    ByteString bytes(int index, String name) {
        return chain(name, () -> ByteString.parseHex(text(index, name, Integer.MAX_VALUE)));
    }

    Extranonce extranonce(int index, String name) {
        return chain(name, () -> Extranonce.parseHex(text(index, name, Integer.MAX_VALUE)));
    }

    Hash256 hash(Json item, String name) {
        String hex = item.asText().orElseThrow(() -> new WrongParamException(name + " is no hex"));
        return chain(name, () -> Hash256.ofHex(hex));
    }

    /** The hash of the previous block as {@code mining.notify} writes it. */
    Hash256 wordSwappedHash(int index, String name) {
        String hex = text(index, name, HASH_HEX_DIGITS);
        return chain(name, () -> Hash256.ofWordSwappedHex(hex));
    }

    Difficulty difficulty(int index, String name) {
        return switch (at(index)) {
            case Json.Num num -> chain(name, () -> Difficulty.parse(num.text()));
            case Json.Str str -> chain(name, () -> Difficulty.parse(str.value()));
            case Json.Null _, Json.Bool _, Json.Arr _, Json.Obj _ ->
                    throw new WrongParamException(name + " is no number");
        };
    }

    /** A whole number within bounds, also when written as a string or with a zero fraction. */
    int integer(int index, String name, int min, int max) {
        double value =
                switch (at(index)) {
                    case Json.Num num -> num.toDouble();
                    case Json.Str str -> numberOf(str.value());
                    case Json.Null _, Json.Bool _, Json.Arr _, Json.Obj _ -> Double.NaN;
                };
        if (!(value >= min && value <= max) || value != Math.rint(value)) {
            throw new WrongParamException(name + " is no whole number from " + min + " to " + max);
        }
        return (int) value;
    }

    /** From 0 to {@code max}; {@code otherwise} when it is missing or null. */
    int integerOr(int index, String name, int max, int otherwise) {
        return at(index).isNull() ? otherwise : integer(index, name, 0, max);
    }

    /** An array of at most {@code maxItems}. */
    List<Json> array(int index, String name, int maxItems) {
        if (!(at(index) instanceof Json.Arr array)) {
            throw new WrongParamException(name + " is no array");
        }
        if (array.size() > maxItems) {
            throw new WrongParamException(name + " has " + array.size() + " items");
        }
        return array.items();
    }

    private static double numberOf(String digits) {
        boolean isPlain =
                !digits.isEmpty()
                        && digits.length() <= 10
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isPlain ? Double.parseDouble(digits) : Double.NaN;
    }

    private static <T> T chain(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (MalformedChainDataException | IllegalArgumentException e) {
            throw new WrongParamException(name + ": " + e.getMessage());
        }
    }
}
