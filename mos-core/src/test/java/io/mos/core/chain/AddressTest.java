package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bech32 examples are the test vectors of BIP173 and BIP350; the others are well known. */
class AddressTest {
    private static final String BECH32_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final String BASE58_CHARACTERS =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String KEY_HASH = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";
    private static final String GENESIS_PAYEE = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    @ParameterizedTest
    @CsvSource({
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, P2WPKH,"
                + " 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7, P2WSH,"
                + " 00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0, P2TR,"
                + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y,"
                + " UNDEFINED_WITNESS, 5128751e76e8199196d454941c45d1b3a323f1433bd6"
                + "751e76e8199196d454941c45d1b3a323f1433bd6",
        "BC1SW50QGDZ25J, UNDEFINED_WITNESS, 6002751e",
        "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs, UNDEFINED_WITNESS,"
                + " 5210751e76e8199196d454941c45d1b3a323",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, P2PKH,"
                + " 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
        "3P14159f73E4gFr7JterCCQh9QjiTjiZrG, P2SH,"
                + " a914e9c3dd0c07aac76179ebc76a6c78d4d67c6c160a87",
    })
    void readsEveryType(String text, AddressType type, String script) {
        Address address = Address.parse(text);
        assertEquals(type, address.type());
        assertEquals(script, address.script().hex());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut | prefix 'tc'",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd | wrong encoding",
                "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf | wrong encoding",
                "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL | wrong encoding",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh | wrong encoding",
                "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47 | wrong encoding",
                "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4 | 'o' at position",
                "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R | version 17",
                "bc1pw5dgrnzv | program of 1 bytes",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav"
                        + " | program of 41 bytes",
                "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P | 16 bytes where witness version 0",
                "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq | mixed case",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf | left over",
                "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j | left over",
                "bc1gmk9yu | too short for a checksum",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5 | bad checksum: look at position 42",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f344 | bad checksum: look at position 41",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f355 | bad checksum: more than one",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb | bad checksum",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfN0 | '0' at position 34",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7Div | wrong length",
                "hello | those start with",
                "1 | wrong length",
            })
    void namesWhatIsWrong(String text, String message) {
        AddressException refused = assertThrows(AddressException.class, () -> Address.parse(text));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void refusesEmptyAndOverlongText() {
        assertThrows(AddressException.class, () -> Address.parse(""));
        assertThrows(AddressException.class, () -> Address.parse("1".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {" " + KEY_HASH, KEY_HASH + "\n", "bc1q\u212a", "bc1q\0", "\u0661A"})
    void refusesWhatOnlyLooksLikeAnAddress(String text) {
        assertThrows(AddressException.class, () -> Address.parse(text));
    }

    @Test
    void refusesTheKelvinSignForTheLetterItLowersTo() {
        String upper = KEY_HASH.toUpperCase(Locale.ROOT);
        assertEquals(Address.parse(KEY_HASH), Address.parse(upper));
        assertThrows(AddressException.class, () -> Address.parse(upper.replace('K', '\u212a')));
    }

    @Test
    void refusesAnotherCoinsVersionByte() {
        // Version 48 with the hash of the genesis payee.
        String text =
                Base58Check.encode(
                        ByteString.parseHex("3062e907b15cbf27d5425399ebf6f0fb50ebb88f18"));
        String asTestnetStart = Base58Check.encode(ByteString.parseHex("07" + "00".repeat(20)));
        assertThrows(AddressException.class, () -> Address.parse(text));
        assertEquals('3', asTestnetStart.charAt(0));
        AddressException refused =
                assertThrows(AddressException.class, () -> Address.parse(asTestnetStart));
        assertTrue(refused.getMessage().contains("version byte 7"), refused.getMessage());
    }

    @Test
    void knowsItsNetworks() {
        Address mainnet = Address.parse(KEY_HASH);
        assertEquals(Set.of(BitcoinNetwork.MAINNET), mainnet.networks());
        assertEquals(mainnet, mainnet.forNetwork(BitcoinNetwork.MAINNET));
        AddressException refused =
                assertThrows(
                        AddressException.class, () -> mainnet.forNetwork(BitcoinNetwork.REGTEST));
        assertEquals("an address of mainnet, not of regtest", refused.getMessage());

        assertEquals(
                EnumSet.of(BitcoinNetwork.TESTNET, BitcoinNetwork.SIGNET),
                Address.parse("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c")
                        .networks());
        assertEquals(
                EnumSet.of(BitcoinNetwork.REGTEST),
                Address.parse("bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7").networks());
        assertEquals(
                EnumSet.complementOf(EnumSet.of(BitcoinNetwork.MAINNET)),
                Address.parse("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn").networks());
    }

    @Test
    void knowsTheChainNamesOfANode() {
        assertEquals(Optional.of(BitcoinNetwork.MAINNET), BitcoinNetwork.fromChainName("main"));
        assertEquals(Optional.of(BitcoinNetwork.TESTNET), BitcoinNetwork.fromChainName("testnet4"));
        assertEquals(Optional.of(BitcoinNetwork.REGTEST), BitcoinNetwork.fromChainName("regtest"));
        assertEquals(Optional.empty(), BitcoinNetwork.fromChainName("moon"));
    }

    @Test
    void hasNoTextForOtherScripts() {
        for (String script :
                List.of("", "6a", "0015" + "00".repeat(21), "76a914", "5101", "4f0200"))
            assertEquals(
                    Optional.empty(),
                    Address.ofScript(ByteString.parseHex(script), BitcoinNetwork.MAINNET));
    }

    @Test
    @Tag("property")
    void everyScriptRoundTripsOnEveryNetwork() {
        Gen.forAll(
                2000,
                gen -> {
                    ByteString script = anyScript(gen);
                    BitcoinNetwork network = gen.pick(List.of(BitcoinNetwork.values()));
                    Address address = Address.ofScript(script, network).orElseThrow();
                    assertEquals(script, address.script());
                    Address reread = Address.parse(address.text()).forNetwork(network);
                    assertEquals(address.text(), reread.text());
                    assertEquals(address.script(), reread.script());
                    assertEquals(address.type(), reread.type());
                    assertEquals(address.networks(), reread.networks());
                });
    }

    @Test
    @Tag("property")
    void oneChangedCharacterIsAlwaysRefused() {
        Gen.forAll(
                2000,
                gen -> {
                    BitcoinNetwork network = gen.pick(List.of(BitcoinNetwork.values()));
                    String text = Address.ofScript(anyScript(gen), network).orElseThrow().text();
                    boolean isBech32 = text.startsWith(network.segwitPrefix());
                    String characters = isBech32 ? BECH32_CHARACTERS : BASE58_CHARACTERS;
                    int at = gen.intBetween(isBech32 ? 5 : 0, text.length() - 1);
                    char other = characters.charAt(gen.intBetween(0, characters.length() - 1));
                    if (other != text.charAt(at)) {
                        String changed = text.substring(0, at) + other + text.substring(at + 1);
                        assertThrows(AddressException.class, () -> Address.parse(changed), changed);
                    }
                });
    }

    @Test
    @Tag("property")
    void arbitraryTextIsReadOrRefused() {
        Gen.forAll(
                5000,
                gen -> {
                    String start = gen.pick(List.of("", "bc1", "BC1", "tb1q", "bcrt1p", "1", "3"));
                    String alphabet =
                            gen.pick(
                                    List.of(BECH32_CHARACTERS, BASE58_CHARACTERS, "1bB \0é\u212a"));
                    readOrRefuse(start + gen.text(2 * Address.MAX_CHARS, alphabet));
                    readOrRefuse(gen.text(60, GENESIS_PAYEE + KEY_HASH));
                });
    }

    private static void readOrRefuse(String text) {
        try {
            Address address = Address.parse(text);
            assertEquals(address.text(), Address.parse(address.text()).text());
        } catch (AddressException expected) {
            assertTrue(expected.getMessage().length() < 200, expected.getMessage());
        }
    }

    private static ByteString anyScript(Gen gen) {
        ByteString hash = ByteString.of(gen.bytes(20));
        return switch (gen.intBetween(0, 4)) {
            case 0 ->
                    ByteString.concat(
                            ByteString.parseHex("76a914"), hash, ByteString.parseHex("88ac"));
            case 1 ->
                    ByteString.concat(ByteString.parseHex("a914"), hash, ByteString.parseHex("87"));
            case 2 -> new WitnessProgram(0, hash).script();
            case 3 -> new WitnessProgram(0, ByteString.of(gen.bytes(32))).script();
            default ->
                    new WitnessProgram(
                                    gen.intBetween(1, WitnessProgram.MAX_VERSION),
                                    ByteString.of(gen.bytes(gen.intBetween(2, 40))))
                            .script();
        };
    }
}
