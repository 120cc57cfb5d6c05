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
     * Extranonce in each coinbase: room for four bytes that tell the miners behind a proxy apart,
     * and for the eight that nearly all of them expect to count through.
     */
    static final int EXTRANONCE_BYTES = 12;

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
