package io.mos.core.chain;

/** An amount and the script that may spend it. */
public record TransactionOutput(long satoshis, ByteString script) {
    /** No amount can exceed all coins there will ever be (MAX_MONEY of the consensus rules). */
    public static final long MAX_SATOSHIS = 21_000_000L * 100_000_000L;

    /**
     * @throws MalformedChainDataException unless 0 <= satoshis <= {@link #MAX_SATOSHIS}
     */
    public TransactionOutput {
        if (satoshis < 0 || satoshis > MAX_SATOSHIS) {
            throw new MalformedChainDataException("amount out of range: " + satoshis);
        }
    }
}
