package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.drivers.bm13xx.ChipNonce;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.util.HexFormat;
import java.util.List;

/** Compares a frame with what another decoder made of it. */
final class DecodedFrame {
    private DecodedFrame() {}

    static void check(JsonNode decoded, HostFrame frame) {
        String kind = decoded.required("kind").asText();
        switch (frame) {
            case Command.SetAddress(int address) -> {
                assertEquals("set_chip_address", kind);
                assertEquals(decoded.required("chip_address").intValue(), address);
            }
            case Command.Inactive() -> assertEquals("chain_inactive", kind);
            case Command.WriteRegister(Destination to, int register, int value) -> {
                assertEquals("write_register", kind);
                checkDestination(decoded, to);
                assertHex(decoded, "register", register, 2);
                assertHex(decoded, "value", value, 8);
            }
            case Command.ReadRegister(Destination to, int register) -> {
                assertEquals("read_register", kind);
                checkDestination(decoded, to);
                assertHex(decoded, "register", register, 2);
            }
            case ChipJob.Full full -> {
                assertEquals("full", decoded.required("format").asText());
                checkStart(decoded, full.jobHeader(), full.lengthField(), full.midstatesField());
                checkHeader(decoded, full.header());
            }
            case ChipJob.Midstates job -> {
                assertEquals("midstate", decoded.required("format").asText());
                List<Midstate> midstates = job.midstates();
                checkStart(decoded, job.jobHeader(), job.lengthField(), midstates.size());
                assertHex(decoded, "nbits", job.tail().nBits(), 8);
                assertHex(decoded, "ntime", job.tail().nTime(), 8);
                assertHex(decoded, "merkle_tail_wire", job.tail().merkleTail(), 8);
                List<String> wire =
                        midstates.stream()
                                .map(each -> WordOrder.reversed(each.state().toBytes(), 0))
                                .map(each -> ByteString.of(each).hex())
                                .toList();
                assertEquals(
                        decoded.required("midstates_wire")
                                .valueStream()
                                .map(JsonNode::asText)
                                .toList(),
                        wire);
            }
        }
    }

    static void check(ChipFamily family, JsonNode decoded, Answer answer) {
        String kind = decoded.required("kind").asText();
        switch (answer) {
            case Answer.RegisterValue value -> {
                assertEquals("register_value", kind);
                assertHex(decoded, "value", value.value(), 8);
                assertEquals(decoded.required("chip_address").intValue(), value.address());
                assertHex(decoded, "register", value.register(), 2);
                assertEquals(
                        decoded.required("wide").booleanValue(), value.size() == AnswerSize.LONG);
            }
            case Answer.Nonce nonce -> {
                assertEquals("nonce", kind);
                assertHex(decoded, "header_nonce", nonce.nonce(), 8);
                assertHex(decoded, "nonce_fields_be", Integer.reverseBytes(nonce.nonce()), 8);
                assertEquals(decoded.required("byte6").intValue(), nonce.excess());
                assertHex(decoded, "result_header", nonce.jobByte(), 2);
                checkFields(family, decoded, ChipNonce.of(family, nonce));
                if (decoded.has("version_bits")) {
                    assertHex(decoded, "version_bits", nonce.versionField(), 4);
                }
            }
        }
    }

    /** A 4-bit id is what chips of the newer scheme return, a 5-bit id that of the older one. */
    private static void checkFields(ChipFamily family, JsonNode decoded, ChipNonce nonce) {
        assertEquals(decoded.required("core_id_bits31_25").intValue(), nonce.core());
        if (decoded.has("version_or")) {
            assertHex(decoded, "version_or", nonce.versionBits(), 8);
            String bits = family.jobIds().returnedShift() == 1 ? "4bit" : "5bit";
            String lowBits = family.jobIds().returnedShift() == 1 ? "4bit" : "3bit";
            int jobId = decoded.required("job_id_" + bits).intValue();
            assertEquals(jobId * family.jobIds().granularity(), nonce.jobHeader());
            assertEquals(decoded.required("subcore_" + lowBits).intValue(), nonce.lowBits());
        }
        if (decoded.has("chip_address_field_bits24_18")) {
            int upper = nonce.chipField() & ~1;
            assertEquals(decoded.path("chip_address_field_bits24_18").intValue(), upper);
        }
    }

    private static void checkDestination(JsonNode decoded, Destination to) {
        Destination expected =
                decoded.required("broadcast").booleanValue()
                        ? Destination.all()
                        : Destination.chip(decoded.required("chip_address").intValue());
        assertEquals(expected, to);
    }

    private static void checkStart(JsonNode decoded, int jobHeader, int length, int midstates) {
        assertEquals("job", decoded.required("kind").asText());
        assertEquals(decoded.required("job_header").intValue(), jobHeader);
        assertEquals(decoded.required("length_field").intValue(), length);
        assertEquals(decoded.required("num_midstates").intValue(), midstates);
    }

    private static void checkHeader(JsonNode decoded, BlockHeader header) {
        assertHex(decoded, "nbits", header.nBits(), 8);
        assertHex(decoded, "ntime", header.nTime(), 8);
        assertHex(decoded, "version", header.version(), 8);
        assertEquals(
                decoded.required("merkle_root_header_order").asText(), header.merkleRoot().hex());
        assertEquals(decoded.required("prev_hash_header_order").asText(), header.prevHash().hex());
    }

    private static void assertHex(JsonNode decoded, String field, int actual, int digits) {
        assertEquals(
                decoded.required(field).asText(),
                HexFormat.of().toHexDigits(actual & 0xffff_ffffL, digits),
                field);
    }
}
