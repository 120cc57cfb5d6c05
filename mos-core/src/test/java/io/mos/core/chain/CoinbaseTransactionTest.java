package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CoinbaseTransactionTest {
    /** The first transaction of mainnet. */
    private static final ByteString GENESIS =
            ByteString.parseHex(
                    "01000000010000000000000000000000000000000000000000000000000000000000000000"
                            + "ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f323030"
                            + "39204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e642062"
                            + "61696c6f757420666f722062616e6b73ffffffff0100f2052a0100000043410467"
                            + "8afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6"
                            + "bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac0000"
                            + "0000");

    @Test
    void readsTheFirstOne() {
        CoinbaseTransaction coinbase = CoinbaseTransaction.parse(GENESIS.toBytes());
        assertEquals(GENESIS, coinbase.stripped());
        assertEquals(GENESIS, coinbase.full());
        assertEquals(
                "4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b",
                coinbase.txid().displayHex());
        assertEquals(1, coinbase.outputs().size());
        assertEquals(
                5_000_000_000L, coinbase.satoshisPaidTo(coinbase.outputs().getFirst().script()));
        assertEquals(0, coinbase.satoshisPaidTo(ByteString.EMPTY));
    }

    @Test
    void sumsWhatOneScriptIsPaid() {
        ByteString script = ByteString.parseHex("51");
        CoinbaseTransaction coinbase =
                CoinbaseTemplate.builder(100, 4)
                        .pay(script, 1)
                        .pay(ByteString.parseHex("52"), 2)
                        .pay(script, 4)
                        .build()
                        .with(Extranonce.ofCounter(0, 4));
        assertEquals(5, coinbase.satoshisPaidTo(script));
    }

    @Test
    void refusesAnotherTransaction() {
        byte[] spending = GENESIS.toBytes();
        spending[5] = 1;
        refuses(spending);
        byte[] twoInputs = GENESIS.toBytes();
        twoInputs[4] = 2;
        refuses(twoInputs);
        byte[] otherIndex = GENESIS.toBytes();
        otherIndex[37] = 0;
        refuses(otherIndex);
    }

    @Test
    void refusesEveryCutAndEveryTail() {
        for (int size = 0; size < GENESIS.sizeBytes(); size++) {
            refuses(GENESIS.slice(0, size).toBytes());
        }
        refuses(Arrays.copyOf(GENESIS.toBytes(), GENESIS.sizeBytes() + 1));
        refuses(new byte[CoinbaseTransaction.MAX_BYTES + 1]);
    }

    @Test
    void refusesCountsBeyondWhatFollows() {
        int outputCountAt = GENESIS.sizeBytes() - 4 - 67 - 1 - 8 - 1;
        ByteString start = GENESIS.slice(0, outputCountAt);
        refuses(
                ByteString.concat(start, ByteString.parseHex("ffffffffffffffffff00000000"))
                        .toBytes());
        refuses(ByteString.concat(start, ByteString.parseHex("feffffff7f00000000")).toBytes());
    }

    @Test
    void refusesAWitnessThatIsNotOneItemOf32Bytes() {
        ByteString marked =
                ByteString.concat(
                        GENESIS.slice(0, 4),
                        ByteString.parseHex("0001"),
                        GENESIS.slice(4, GENESIS.sizeBytes() - 4));
        for (String witness : List.of("00", "0100", "011f" + "00".repeat(31), "0200", "")) {
            ByteString tail = ByteString.parseHex(witness + "00000000");
            refuses(ByteString.concat(marked, tail).toBytes());
        }
        ByteString tail = ByteString.parseHex("0120" + "ab".repeat(32) + "00000000");
        byte[] full = ByteString.concat(marked, tail).toBytes();
        assertEquals(GENESIS, CoinbaseTransaction.parse(full).stripped());
    }

    @Test
    void refusesAmountsNobodyCanHave() {
        assertThrows(
                MalformedChainDataException.class,
                () -> new TransactionOutput(-1, ByteString.EMPTY));
        assertThrows(
                MalformedChainDataException.class,
                () -> new TransactionOutput(TransactionOutput.MAX_SATOSHIS + 1, ByteString.EMPTY));
    }

    @Test
    void readsTheHeightOfBip34() {
        assertEquals(OptionalInt.of(227_836), HeightPush.read(ByteString.parseHex("03fc7903ff")));
        assertEquals(OptionalInt.of(128), HeightPush.read(ByteString.parseHex("028000")));
        assertEquals(OptionalInt.of(17), HeightPush.read(ByteString.parseHex("0111")));
        assertEquals(OptionalInt.of(16), HeightPush.read(ByteString.parseHex("60")));
        assertEquals(OptionalInt.of(1), HeightPush.read(ByteString.parseHex("51")));
        assertEquals(OptionalInt.of(0), HeightPush.read(ByteString.parseHex("00")));
    }

    @Test
    void readsNoHeightWhereThereIsNone() {
        List<String> others =
                List.of("", "01", "0180", "0110", "03fc79", "020100", "0400000080", "05ffffffff00");
        for (String script : others) {
            assertEquals(OptionalInt.empty(), HeightPush.read(ByteString.parseHex(script)), script);
        }
    }

    @Test
    @Tag("property")
    void everyHeightRoundTrips() {
        Gen.forAll(
                2000,
                gen -> {
                    int height = gen.intBetween(0, 1 << gen.intBetween(1, 30));
                    ByteString push = HeightPush.of(height);
                    ByteString followed = ByteString.concat(push, ByteString.of(gen.bytesUpTo(8)));
                    assertEquals(OptionalInt.of(height), HeightPush.read(followed));
                });
        assertEquals(
                OptionalInt.of(Integer.MAX_VALUE),
                HeightPush.read(HeightPush.of(Integer.MAX_VALUE)));
    }

    @Test
    @Tag("property")
    void everyCoinbaseRoundTripsInBothForms() {
        Gen.forAll(
                1000,
                gen -> {
                    CoinbaseTransaction coinbase = anyCoinbase(gen);
                    assertEquals(coinbase, CoinbaseTransaction.parse(coinbase.full().toBytes()));
                    CoinbaseTransaction stripped =
                            CoinbaseTransaction.parse(coinbase.stripped().toBytes());
                    assertEquals(coinbase.txid(), stripped.txid());
                    assertEquals(coinbase.outputs(), stripped.outputs());
                    assertTrue(stripped.witnessReservedValue().isEmpty());
                });
    }

    @Test
    @Tag("property")
    void damagedBytesAreReadOrRefused() {
        Gen.forAll(
                5000,
                gen -> {
                    byte[] bytes = anyCoinbase(gen).full().toBytes();
                    for (int i = gen.intBetween(1, 4); i > 0; i--) {
                        bytes[gen.intBetween(0, bytes.length - 1)] = (byte) gen.anyInt();
                    }
                    readOrRefuse(bytes);
                    readOrRefuse(gen.bytesUpTo(300));
                });
    }

    /** Whatever is read must be written again byte for byte, in one form or the other. */
    private static void readOrRefuse(byte[] bytes) {
        try {
            CoinbaseTransaction coinbase = CoinbaseTransaction.parse(bytes);
            assertEquals(ByteString.of(bytes), coinbase.full());
            coinbase.height();
        } catch (MalformedChainDataException expected) {
            assertTrue(expected.getMessage().length() < 200);
        }
    }

    private static CoinbaseTransaction anyCoinbase(Gen gen) {
        return new CoinbaseTransaction(
                gen.anyInt(),
                ByteString.of(gen.bytes(gen.intBetween(2, 100))),
                gen.anyInt(),
                gen.list(
                        5,
                        g ->
                                new TransactionOutput(
                                        g.longBetween(0, TransactionOutput.MAX_SATOSHIS),
                                        ByteString.of(g.bytesUpTo(300)))),
                gen.anyBoolean() ? ByteString.of(gen.bytes(32)) : ByteString.EMPTY,
                gen.anyInt());
    }

    private static void refuses(byte[] bytes) {
        assertThrows(MalformedChainDataException.class, () -> CoinbaseTransaction.parse(bytes));
    }
}
