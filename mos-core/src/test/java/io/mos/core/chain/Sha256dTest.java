package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.Gen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Sha256dTest {
    /** FIPS 180-4 examples: the empty message, one block, two blocks. */
    @Test
    void theReferenceGivesThePublishedDigests() {
        assertSha256("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertSha256("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertSha256(
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    @Test
    void theReferenceStartsFromThePublishedState() {
        int[] state = ReferenceSha256d.initialState();
        assertEquals("6a09e667", HexFormat.of().toHexDigits(state[0]));
        assertEquals("5be0cd19", HexFormat.of().toHexDigits(state[7]));
        state[0] = 0;
        assertEquals(0x6a09e667, ReferenceSha256d.initialState()[0]);
    }

    @Test
    @Tag("property")
    void theReferenceAgreesWithTheJdkOnEveryLength() throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Gen.forAll(
                500,
                gen -> {
                    byte[] message = gen.bytesUpTo(200);
                    assertArrayEquals(sha256.digest(message), ReferenceSha256d.sha256(message));
                    assertEquals(Sha256d.of(message), ReferenceSha256d.of(message));
                });
    }

    @Test
    @Tag("property")
    void partsHashAsTheirWhole() {
        Gen.forAll(
                200,
                gen -> {
                    byte[] left = gen.bytesUpTo(100);
                    byte[] right = gen.bytesUpTo(100);
                    ByteString whole = ByteString.concat(ByteString.of(left), ByteString.of(right));
                    Hash256 expected = Sha256d.of(whole);
                    assertEquals(expected, Sha256d.of(left, right));
                    assertEquals(expected, Sha256d.of(ByteString.of(left), ByteString.of(right)));
                    assertArrayEquals(expected.toBytes(), Sha256d.hash(whole.toBytes()));
                });
    }

    /** The route every kernel takes: midstate, the header's last 16 bytes padded, a second hash. */
    @Test
    @Tag("property")
    void aMidstateCarriesAHeaderToItsHash() {
        Gen.forAll(
                200,
                gen -> {
                    byte[] header = gen.bytes(BlockHeader.SIZE_BYTES);
                    int[] midstate = ReferenceSha256d.midstate(header);
                    ByteBuffer tail = ByteBuffer.allocate(ReferenceSha256d.BLOCK_BYTES);
                    tail.put(Arrays.copyOfRange(header, ReferenceSha256d.BLOCK_BYTES, 80));
                    tail.put((byte) 0x80).putInt(60, 8 * header.length);
                    int[] first = ReferenceSha256d.compress(midstate, words(tail));
                    ByteBuffer second = ByteBuffer.allocate(ReferenceSha256d.BLOCK_BYTES);
                    second.asIntBuffer().put(first);
                    second.put(32, (byte) 0x80).putInt(60, 8 * 32);
                    int[] last =
                            ReferenceSha256d.compress(
                                    ReferenceSha256d.initialState(), words(second));
                    ByteBuffer hash = ByteBuffer.allocate(Hash256.SIZE_BYTES);
                    hash.asIntBuffer().put(last);
                    assertEquals(BlockHeader.parse(header).hash(), Hash256.of(hash.array()));
                });
    }

    private static int[] words(ByteBuffer block) {
        int[] words = new int[16];
        block.rewind().asIntBuffer().get(words);
        return words;
    }

    private static void assertSha256(String message, String digest) {
        byte[] actual = ReferenceSha256d.sha256(message.getBytes(StandardCharsets.US_ASCII));
        assertEquals(digest, HexFormat.of().formatHex(actual));
    }
}
