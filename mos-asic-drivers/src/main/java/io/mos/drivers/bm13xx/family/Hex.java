package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.regex.Pattern;

/** A number that a family file writes as up to eight hex digits, as the fact sheet does. */
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonDeserialize(using = Hex.Digits.class)
@interface Hex {

    /** Reads the digits. */
    final class Digits extends StdDeserializer<Integer> {
        private static final long serialVersionUID = 1L;
        private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{1,8}");

        Digits() {
            super(Integer.class);
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            String text = parser.getText();
            if (!FORM.matcher(text).matches()) {
                context.reportInputMismatch(this, "not up to eight hex digits: %s", text);
            }
            return Integer.parseUnsignedInt(text, 16);
        }
    }
}
