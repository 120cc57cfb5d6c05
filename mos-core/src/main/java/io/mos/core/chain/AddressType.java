package io.mos.core.chain;

/** The form of script an address stands for. */
public enum AddressType {
    /** Pay to the hash of a public key: {@code 1…} on mainnet. */
    P2PKH,
    /** Pay to the hash of a script: {@code 3…} on mainnet. */
    P2SH,
    /** Witness version 0, hash of a public key: {@code bc1q…}, 42 characters. */
    P2WPKH,
    /** Witness version 0, hash of a script: {@code bc1q…}, 62 characters. */
    P2WSH,
    /** Witness version 1, 32 bytes (BIP341): {@code bc1p…}. */
    P2TR,
    /**
     * A witness program that no rule gives a meaning yet: anyone may spend what is paid there, so
     * it is a valid address but nothing a payout should name.
     */
    UNDEFINED_WITNESS
}
