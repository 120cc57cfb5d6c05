package io.mos.core.chain;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Where coins can be sent: a script in a text form with a checksum. Test networks share their
 * forms, hence a set of networks. Two addresses are equal when their texts are.
 */
public final class Address {
    /** BIP173: the longest bech32 text; the older form stays well below. */
    public static final int MAX_CHARS = 90;

    /** What the older form starts with, over all networks. */
    private static final String BASE58_STARTS = "123mn";

    private static final int HASH_BYTES = 20;
    private static final ByteString KEY_HASH_START = ByteString.parseHex("76a914");
    private static final ByteString KEY_HASH_END = ByteString.parseHex("88ac");
    private static final ByteString SCRIPT_HASH_START = ByteString.parseHex("a914");
    private static final ByteString SCRIPT_HASH_END = ByteString.parseHex("87");

    private final String text;
    private final AddressType type;
    private final ByteString script;
    private final Set<BitcoinNetwork> networks;

    private Address(
            String text, AddressType type, ByteString script, Set<BitcoinNetwork> networks) {
        this.text = text;
        this.type = type;
        this.script = script;
        this.networks = networks;
    }

    /**
     * Reads an address of any network.
     *
     * @throws AddressException naming what is wrong
     */
    public static Address parse(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            throw new AddressException("wrong length: %d characters".formatted(text.length()));
        }
        checkAscii(text);
        if (BASE58_STARTS.indexOf(text.charAt(0)) >= 0) {
            ByteString payload = Base58Check.decode(text, 1 + HASH_BYTES);
            return ofHash(payload.unsignedAt(0), payload.slice(1, payload.sizeBytes()));
        }
        String prefix = Bech32.prefix(text);
        checkPrefix(prefix);
        return ofWitness(prefix, Bech32.decode(text));
    }

    /** The address of an output script; empty when the script has no text form. */
    public static Optional<Address> ofScript(ByteString script, BitcoinNetwork network) {
        Optional<Address> byKeyHash =
                between(KEY_HASH_START, script, KEY_HASH_END)
                        .map(hash -> ofHash(network.keyHashVersion(), hash));
        Optional<Address> byScriptHash =
                between(SCRIPT_HASH_START, script, SCRIPT_HASH_END)
                        .map(hash -> ofHash(network.scriptHashVersion(), hash));
        Optional<Address> byWitness =
                WitnessProgram.in(script)
                        .map(witness -> ofWitness(network.segwitPrefix(), witness));
        return byKeyHash.or(() -> byScriptHash).or(() -> byWitness);
    }

    public String text() {
        return text;
    }

    public AddressType type() {
        return type;
    }

    /** The output script that pays to it. */
    public ByteString script() {
        return script;
    }

    public Set<BitcoinNetwork> networks() {
        return networks;
    }

    /**
     * This address, when the network has it.
     *
     * @throws AddressException when it belongs to others
     */
    public Address forNetwork(BitcoinNetwork network) {
        if (!networks.contains(network)) {
            String valid =
                    networks.stream()
                            .map(BitcoinNetwork::spokenName)
                            .collect(Collectors.joining(", "));
            throw new AddressException(
                    "an address of %s, not of %s".formatted(valid, network.spokenName()));
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text. */
    @Override
    public String toString() {
        return text;
    }

    /** Keeps out what merely looks like an address, or becomes one when its case is changed. */
    private static void checkAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character <= ' ' || character > '~') {
                throw new AddressException(
                        "character U+%04X at position %d is not used in addresses"
                                .formatted((int) character, i + 1));
            }
        }
    }

    private static Address ofHash(int version, ByteString hash) {
        String text = Base58Check.encode(ByteString.concat(ByteString.of((byte) version), hash));
        Set<BitcoinNetwork> byKey = networks(network -> network.keyHashVersion() == version);
        if (!byKey.isEmpty()) {
            ByteString script = ByteString.concat(KEY_HASH_START, hash, KEY_HASH_END);
            return new Address(text, AddressType.P2PKH, script, byKey);
        }
        Set<BitcoinNetwork> byScript = networks(network -> network.scriptHashVersion() == version);
        if (!byScript.isEmpty()) {
            ByteString script = ByteString.concat(SCRIPT_HASH_START, hash, SCRIPT_HASH_END);
            return new Address(text, AddressType.P2SH, script, byScript);
        }
        throw new AddressException("version byte %d is of no Bitcoin network".formatted(version));
    }

    private static Address ofWitness(String prefix, WitnessProgram witness) {
        String text = Bech32.encode(prefix, witness);
        return new Address(text, witness.type(), witness.script(), networksOf(prefix));
    }

    private static void checkPrefix(String prefix) {
        if (networksOf(prefix).isEmpty()) {
            throw new AddressException("prefix '%s' is of no Bitcoin network".formatted(prefix));
        }
    }

    private static Set<BitcoinNetwork> networksOf(String prefix) {
        return networks(network -> network.segwitPrefix().equals(prefix));
    }

    private static Set<BitcoinNetwork> networks(Predicate<BitcoinNetwork> condition) {
        Set<BitcoinNetwork> networks = EnumSet.allOf(BitcoinNetwork.class);
        networks.removeIf(condition.negate());
        return Collections.unmodifiableSet(networks);
    }

    private static Optional<ByteString> between(
            ByteString start, ByteString script, ByteString end) {
        int endAt = start.sizeBytes() + HASH_BYTES;
        boolean matches =
                script.sizeBytes() == endAt + end.sizeBytes()
                        && script.startsWith(start)
                        && script.slice(endAt, script.sizeBytes()).equals(end);
        return matches ? Optional.of(script.slice(start.sizeBytes(), endAt)) : Optional.empty();
    }
}
