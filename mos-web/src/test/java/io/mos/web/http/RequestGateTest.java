package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("conformance")
class RequestGateTest {

    private static final String[] ADDRESSES = {
        "/", "/api/v1/fleet", "/api/v1/live", "/metrics", "/healthz", "/none"
    };

    private Served served;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        served = new Served();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:PORT, 200",
        "127.0.0.1:PORT, 200",
        "shed.local:PORT, 200",
        "shed.local, 200",
        "localhost, 421",
        "evil.example, 421",
        "evil.example:PORT, 421",
        "localhost:1, 421",
        "127.0.0.1.evil.example:PORT, 421"
    })
    void answersToItsOwnNamesOnly(String host, int status) throws IOException {
        try (RawHttp http = served.connect()) {
            http.send("GET", "/", host.replace("PORT", Integer.toString(served.port())));
            assertEquals(status, http.read().status());
        }
    }

    @Test
    void turnsStrangersAwayFromEveryAddress() throws IOException {
        for (String address : ADDRESSES) {
            try (RawHttp http = served.connect()) {
                assertEquals(421, http.send("GET", address, "evil.example").read().status());
                assertTrue(http.isEnded(), "connection of a stranger is closed");
            }
            assertEquals(403, served.get(address, "Origin: http://evil.example").status(), address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors"
            })
    void refusesPagesOfOtherOrigins(String header) throws IOException {
        assertEquals(403, served.get("/api/v1/live", header).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:PORT",
                "Origin: http://shed.local",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate"
            })
    void answersItsOwnPageAndWhoeverFollowsALink(String header) throws IOException {
        String exact = header.replace("PORT", Integer.toString(served.port()));
        assertEquals(200, served.get("/api/v1/fleet", exact).status());
    }

    @Test
    void offersNoCrossOriginAccess() throws IOException {
        RawHttp.Response response =
                served.get("/api/v1/fleet", "Origin: http://localhost:" + served.port());
        assertTrue(
                response.headers().keySet().stream()
                        .noneMatch(name -> name.startsWith("access-control-")),
                response.headers().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
    void readsOnly(String method) throws IOException {
        for (String address : ADDRESSES) {
            try (RawHttp http = served.connect()) {
                http.send(method, address, "localhost:" + served.port());
                RawHttp.Response response = http.read();
                assertEquals(405, response.status(), address);
                assertEquals("GET, HEAD", response.header("allow"));
            }
        }
    }

    @Test
    void takesNoBody() throws IOException {
        assertEquals(413, served.get("/", "Content-Length: 1000000000").status());
        assertEquals(413, served.get("/", "Transfer-Encoding: chunked").status());
        assertEquals(200, served.get("/", "Content-Length: 0").status());
    }

    @Test
    void refusesWhatIsAmbiguousAboutItsHost() throws IOException {
        String ours = "localhost:" + served.port();
        assertEquals(400, served.get("/", "Host: " + ours).status(), "two hosts");
        try (RawHttp http = served.connect()) {
            assertEquals(400, http.send("GET / HTTP/1.1\r\n\r\n").read().status(), "no host");
        }
        try (RawHttp http = served.connect()) {
            http.send("GET", "http://evil.example/", ours);
            assertEquals(400, http.read().status(), "another server's address");
        }
    }

    @Test
    void countsWhatItAnswers() throws IOException {
        served.get("/", "Origin: http://evil.example");
        assertEquals("1.0", served.metric("mos_web_requests_total{status=\"403\"}"));
    }
}
