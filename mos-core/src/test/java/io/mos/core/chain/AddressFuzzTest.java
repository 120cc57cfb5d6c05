package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Text is an address, which then reads back as itself, or is refused as one. */
@Tag("fuzz")
class AddressFuzzTest {
    @FuzzTest
    void parse(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        try {
            Address address = Address.parse(new String(input, StandardCharsets.UTF_8));
            BitcoinNetwork network = address.networks().iterator().next();
            assertEquals(address, Address.ofScript(address.script(), network).orElseThrow());
        } catch (AddressException expected) {
            assertEquals(0, expected.getStackTrace().length);
        }
    }
}
