package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import io.mos.stratum.failover.PoolUrl.Scheme;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolUrlTest {

    @ParameterizedTest
    @CsvSource({
        "stratum+tcp://pool.example.com:3333, STRATUM_TCP, pool.example.com, 3333",
        "STRATUM+TCP://Pool.Example.com:3333/, STRATUM_TCP, pool.example.com, 3333",
        "stratum+ssl://pool.example.com:443, STRATUM_TLS, pool.example.com, 443",
        "stratum+tls://10.0.0.1:1, STRATUM_TLS, 10.0.0.1, 1",
        "stratum+tcp://[2001:DB8::1]:65535, STRATUM_TCP, 2001:db8::1, 65535",
        "stratum+tcp://localhost:3333, STRATUM_TCP, localhost, 3333",
        "stratum+tcp://abcdefghij234567.onion:3333, STRATUM_TCP, abcdefghij234567.onion, 3333",
    })
    void readsEveryForm(String text, Scheme scheme, String host, int port) {
        assertEquals(new PoolUrl(scheme, host, port, Optional.empty()), PoolUrl.parse(text));
    }

    @Test
    void readsNodeCredentialsAndNeverShowsThem() {
        PoolUrl url = PoolUrl.parse("solo+http://user:p@ss:word@127.0.0.1:8332");
        assertEquals("user", url.credentials().orElseThrow().user());
        assertEquals("p@ss:word", url.credentials().orElseThrow().password());
        assertEquals("solo+http://127.0.0.1:8332", url.display());
        assertFalse((url + url.credentials().toString()).contains("word"));
        assertFalse(url.isStratum());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pool.example.com:3333 | no scheme; write stratum+tcp://host:port",
                "http://pool.example.com:3333 | unknown scheme 'http'; known are stratum+tcp://",
                "stratum2+tcp://a:1/KEY | unknown scheme 'stratum2+tcp'",
                "stratum+tcp://pool.example.com | has no port; write stratum+tcp://host:port",
                "stratum+tcp://[::1] | has no port",
                "stratum+tcp://:3333 | has no host",
                "stratum+tcp://a:0 | '0' is no port from 1 to 65535",
                "stratum+tcp://a:65536 | '65536' is no port",
                "stratum+tcp://a:port | 'port' is no port",
                "stratum+tcp://a:3333/path | is no port",
                "stratum+tcp://a b:3333 | 'a b' is no host name",
                "stratum+tcp://-a:3333 | '-a' is no host name",
                "stratum+tcp://a..b:3333 | 'a..b' is no host name",
                "stratum+tcp://2001:db8::1:3333 | is no host name or address",
                "stratum+tcp://user:secret@a:3333 | user does not belong into its URL",
                "solo+http://user@a:3333 | written as user:password@host:port",
            })
    void saysWhatIsWrongAndHowToWriteIt(String text, String part) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> PoolUrl.parse(text))
                        .getMessage();
        assertTrue(message != null && message.contains(part), message);
    }

    @Test
    void doesNotRepeatPasswordsInComplaints() {
        for (String text :
                new String[] {
                    "stratum+tcp://user:hunter2@a:3333",
                    "solo+http://user:hunter2@a",
                    "solo+http://user:hunter2@:1",
                    "solo+http://user:hunter2@a:x",
                }) {
            String message =
                    assertThrows(IllegalArgumentException.class, () -> PoolUrl.parse(text))
                            .getMessage();
            assertFalse(message == null || message.contains("hunter2"), message);
        }
    }

    @Test
    @Tag("property")
    void eitherReadsOrComplainsAndReadsItsOwnFormAgain() {
        Gen.forAll(
                2_000,
                gen -> {
                    String text =
                            gen.pick(List.of("", "stratum+tcp://", "solo+http://"))
                                    + gen.text(40, "abz019.-_:@[]/%\u00e9\n ");
                    try {
                        PoolUrl url = PoolUrl.parse(text);
                        PoolUrl again = PoolUrl.parse(url.display());
                        assertEquals(url.host(), again.host());
                        assertEquals(url.port(), again.port());
                    } catch (IllegalArgumentException e) {
                        assertTrue(e.getMessage() != null && !e.getMessage().contains("\n"));
                    }
                });
    }
}
