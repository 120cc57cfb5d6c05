package io.mos.stratum.solo;

import io.mos.core.chain.Address;
import io.mos.core.chain.AddressException;
import io.mos.core.chain.AddressType;
import io.mos.core.chain.CoinbaseTemplate;
import java.nio.charset.StandardCharsets;

/**
 * Who is paid for a block found here, and what it says about itself.
 *
 * @param address takes the whole coinbase value
 * @param tag text in the coinbase, readable by anybody for ever; may be empty
 */
public record SoloPayout(Address address, String tag) {

    /**
     * Drawn at random for each connection, so that two daemons at one node with the same payout and
     * tag do not hash the same coinbases.
     */
    static final int EXTRANONCE1_BYTES = 4;

    /** What a lessee's number and its counter share (see ExtranonceSpace). */
    static final int EXTRANONCE2_BYTES = 8;

    static final int EXTRANONCE_BYTES = EXTRANONCE1_BYTES + EXTRANONCE2_BYTES;

    /**
     * @throws IllegalArgumentException saying what is wrong, for the user
     */
    public SoloPayout {
        if (address.type() == AddressType.UNDEFINED_WITNESS) {
            throw new IllegalArgumentException(
                    "payout address " + address + ": no rule guards its kind, anyone could spend");
        }
        int tagBytes = tag.getBytes(StandardCharsets.UTF_8).length;
        int maxTagBytes = CoinbaseTemplate.maxTagBytes(EXTRANONCE_BYTES);
        if (tagBytes > maxTagBytes) {
            throw new IllegalArgumentException(
                    "coinbase-tag has %d bytes; a coinbase has room for %d"
                            .formatted(tagBytes, maxTagBytes));
        }
    }

    /**
     * Reads what the user configured.
     *
     * @throws IllegalArgumentException saying what is wrong, for the user
     */
    public static SoloPayout parse(String address, String tag) {
        try {
            return new SoloPayout(Address.parse(address), tag);
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "payout address " + address + ": " + e.getMessage(), e);
        }
    }
}
