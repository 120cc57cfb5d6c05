package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CoinbaseTemplateTest {
    private static final ByteString PAYOUT =
            ByteString.parseHex("0014b962f05208bd3a658e5421d9546ec550a5c92649");

    /** What nodes ask for in a block without further transactions. */
    private static final ByteString EMPTY_BLOCK_COMMITMENT =
            ByteString.parseHex(
                    "6a24aa21a9ede2f61c3f71d1defd3fa999dfa36953755c690689799962b48bebd836974e8cf9");

    @Test
    void laysOutEveryByte() {
        CoinbaseTransaction coinbase =
                CoinbaseTemplate.builder(122, 4)
                        .tag("/mos/")
                        .pay(PAYOUT, 5_000_000_000L)
                        .witnessCommitment(EMPTY_BLOCK_COMMITMENT)
                        .build()
                        .with(Extranonce.parseHex("01020304"));
        String start = "02000000";
        String rest =
                "01"
                        + "00".repeat(32)
                        + "ffffffff"
                        + "0d"
                        + "017a" // height
                        + "0401020304" // extranonce
                        + "052f6d6f732f" // tag
                        + "ffffffff"
                        + "02"
                        + "00f2052a01000000"
                        + "16"
                        + PAYOUT.hex()
                        + "0000000000000000"
                        + "26"
                        + EMPTY_BLOCK_COMMITMENT.hex();
        assertEquals(start + rest + "00000000", coinbase.stripped().hex());
        String witness = "0120" + "00".repeat(32);
        assertEquals(start + "0001" + rest + witness + "00000000", coinbase.full().hex());
        assertEquals(OptionalInt.of(122), coinbase.height());
    }

    @Test
    void leavesOutWhatWasNotAskedFor() {
        CoinbaseTransaction coinbase =
                CoinbaseTemplate.builder(1, 1)
                        .pay(PAYOUT, 0)
                        .build()
                        .with(Extranonce.parseHex("ff"));
        assertEquals("5101ff", coinbase.script().hex());
        assertEquals(coinbase.stripped(), coinbase.full());
    }

    @Test
    void fitsTheLongestTagAtTheGreatestHeight() {
        for (int extranonceBytes = 1;
                extranonceBytes <= CoinbaseTemplate.MAX_EXTRANONCE_BYTES;
                extranonceBytes++) {
            int room = CoinbaseTemplate.maxTagBytes(extranonceBytes);
            CoinbaseTemplate.Builder builder =
                    CoinbaseTemplate.builder(Integer.MAX_VALUE, extranonceBytes).pay(PAYOUT, 1);
            CoinbaseTemplate template = builder.tag("x".repeat(room)).build();
            Extranonce extranonce = Extranonce.ofCounter(0, extranonceBytes);
            CoinbaseTransaction coinbase = template.with(extranonce);
            assertEquals(coinbase, CoinbaseTransaction.parse(coinbase.full().toBytes()));
            assertThrows(IllegalArgumentException.class, () -> builder.tag("x".repeat(room + 1)));
        }
    }

    @Test
    void countsTheTagInBytesOfUtf8() {
        CoinbaseTemplate.Builder builder = CoinbaseTemplate.builder(1, 8);
        int room = CoinbaseTemplate.maxTagBytes(8);
        assertThrows(IllegalArgumentException.class, () -> builder.tag("é".repeat(room)));
    }

    @Test
    void refusesWhatNoBlockCouldHold() {
        assertThrows(MalformedChainDataException.class, () -> CoinbaseTemplate.builder(-1, 4));
        assertThrows(IllegalArgumentException.class, () -> CoinbaseTemplate.builder(1, 0));
        assertThrows(IllegalArgumentException.class, () -> CoinbaseTemplate.builder(1, 33));
        CoinbaseTemplate.Builder builder = CoinbaseTemplate.builder(1, 4);
        assertThrows(IllegalStateException.class, builder::build);
        assertThrows(MalformedChainDataException.class, () -> builder.pay(PAYOUT, -1));
        assertThrows(MalformedChainDataException.class, () -> builder.witnessCommitment(PAYOUT));
        CoinbaseTemplate template = builder.pay(PAYOUT, 1).build();
        Extranonce tooLong = Extranonce.ofCounter(0, 5);
        assertThrows(IllegalArgumentException.class, () -> template.with(tooLong));
    }

    @Test
    void knowsAWitnessCommitment() {
        assertEquals(EMPTY_BLOCK_COMMITMENT, WitnessCommitment.scriptFor(List.of()));
        assertTrue(WitnessCommitment.isIn(EMPTY_BLOCK_COMMITMENT));
        assertTrue(
                WitnessCommitment.isIn(
                        ByteString.concat(EMPTY_BLOCK_COMMITMENT, ByteString.parseHex("00"))));
        assertFalse(WitnessCommitment.isIn(EMPTY_BLOCK_COMMITMENT.slice(0, 37)));
        assertFalse(WitnessCommitment.isIn(PAYOUT));
    }

    @Test
    @Tag("property")
    void itsPartsAroundTheExtranonceAreTheStrippedForm() {
        Gen.forAll(
                500,
                gen -> {
                    int extranonceBytes = gen.intBetween(1, CoinbaseTemplate.MAX_EXTRANONCE_BYTES);
                    int height = gen.intBetween(0, 1 << gen.intBetween(1, 30));
                    int room = CoinbaseTemplate.maxTagBytes(extranonceBytes);
                    CoinbaseTemplate template =
                            CoinbaseTemplate.builder(height, extranonceBytes)
                                    .tag(gen.text(room, "/mos fleet 1"))
                                    .pay(PAYOUT, gen.longBetween(0, 5_000_000_000L))
                                    .witnessCommitment(EMPTY_BLOCK_COMMITMENT)
                                    .build();
                    Extranonce extranonce =
                            new Extranonce(ByteString.of(gen.bytes(extranonceBytes)));
                    CoinbaseTransaction coinbase = template.with(extranonce);
                    assertEquals(
                            coinbase.stripped(),
                            ByteString.concat(
                                    template.prefix(), extranonce.bytes(), template.suffix()));
                    assertEquals(
                            coinbase.txid(),
                            Sha256d.of(template.prefix(), extranonce.bytes(), template.suffix()));
                    assertEquals(coinbase, CoinbaseTransaction.parse(coinbase.full().toBytes()));
                    assertEquals(OptionalInt.of(height), coinbase.height());
                });
    }
}
