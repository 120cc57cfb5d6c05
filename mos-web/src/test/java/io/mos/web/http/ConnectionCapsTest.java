package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConnectionCapsTest {

    private final List<RawHttp> open = new ArrayList<>();
    private Served served;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        served = new Served(new WebSetup(Served.PATIENT, Served.BRISK, "page-sample"));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawHttp http : open) {
            http.close();
        }
        served.close();
    }

    @Test
    void takesOnlySoManyConnectionsFromOneAddressAndOthersAllTheSame() throws IOException {
        for (int i = 0; i < 32; i++) {
            connect("127.0.0.2");
        }
        Await.until("32 are open", () -> served.metric("mos_web_connections").equals("32.0"));
        assertTrue(connect("127.0.0.2").isEnded(), "the 33rd is closed");
        assertEquals("1.0", refused("per_address"));
        assertEquals(200, served.get("/healthz").status(), "another address is served meanwhile");
    }

    @Test
    void takesOnlySoManyConnectionsAtAll() throws IOException {
        for (int i = 0; i < 48; i++) {
            connect(i < 32 ? "127.0.0.2" : "127.0.0.3");
        }
        Await.until("48 are open", () -> served.metric("mos_web_connections").equals("48.0"));
        assertTrue(connect("127.0.0.4").isEnded(), "the 49th is closed");
        assertEquals("1.0", refused("total"));
    }

    @Test
    void forgetsConnectionsThatWent() throws IOException {
        for (int round = 0; round < 3; round++) {
            List<RawHttp> some = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                some.add(connect("127.0.0.2"));
            }
            Await.until("20 are open", () -> served.metric("mos_web_connections").equals("20.0"));
            for (RawHttp http : some) {
                http.close();
            }
            Await.until("none is open", () -> served.metric("mos_web_connections").equals("0.0"));
        }
        assertEquals("none", refused("per_address"));
    }

    private RawHttp connect(String from) throws IOException {
        RawHttp http = RawHttp.connect(served.port(), from, 0);
        open.add(http);
        return http;
    }

    private String refused(String reason) {
        return served.metric("mos_web_connections_refused_total{reason=\"" + reason + "\"}");
    }
}
