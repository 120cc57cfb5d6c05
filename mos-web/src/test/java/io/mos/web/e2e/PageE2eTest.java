package io.mos.web.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.telemetry.DeviceState;
import io.mos.core.testkit.Needs;
import io.mos.web.sample.SampleFleets;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("e2e")
class PageE2eTest {

    private static Browser browser;
    private LivePage page;

    @BeforeAll
    static void startBrowser() throws IOException {
        Needs.that(
                PageE2eTest.class.getClassLoader().getResource("web/index.html") != null,
                "needs the web page, which this build left out (-DskipUi)");
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        page = new LivePage();
        browser.show(1440, "light");
        browser.complaints();
        browser.requests();
    }

    @AfterEach
    void stop() {
        page.close();
    }

    @Test
    void showsFiguresAsTheyChange() throws IOException {
        SampleSite site = SampleFleets.hashing(page.now());
        page.show(site);
        browser.open(page.address());
        browser.awaitText(".panel:nth-child(1) .big", "15.8 MH/s");
        browser.awaitText("h1", "Hashing at 15.8 MH/s");
        browser.awaitText(".panel:nth-child(3) .big", "1,284");
        browser.awaitState("live");
        site.device(
                SampleSite.device("cpu", new DeviceState.Hashing(page.now()), 0.0213, page.now()));
        page.show(site);
        browser.awaitText(".panel:nth-child(1) .big", "21.3 MH/s");
        assertEquals(1, browser.count(".plot canvas"), "the chart is drawn");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void asksNobodyButItsOwnServer() throws IOException {
        page.show(SampleFleets.hashing(page.now()));
        browser.open(page.address());
        browser.awaitState("live");
        List<String> requests = browser.requests();
        assertTrue(requests.size() >= 4, "page, script, style and stream: " + requests);
        assertTrue(
                requests.stream().allMatch(url -> url.startsWith(page.address().toString())),
                requests.toString());
    }

    @Test
    void saysThatItIsStaleWhenTheMachineStopsReporting() throws IOException {
        SampleSite site = SampleFleets.hashing(page.now());
        page.show(site);
        browser.open(page.address());
        browser.awaitState("live");
        browser.awaitState("stale");
        assertEquals(
                "The machine stopped reporting", browser.text(".headline h1 > span:last-child"));
        page.show(site);
        browser.awaitState("live");
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void saysThatItLostTheServerAndComesBack() throws IOException, InterruptedException {
        page.show(SampleFleets.hashing(page.now()));
        browser.open(page.address());
        browser.awaitState("live");
        int port = page.address().getPort();
        page.stop();
        browser.awaitState("lost");
        assertEquals("No connection to mos", browser.text(".headline h1 > span:last-child"));
        assertTrue(
                browser.text(".panel:nth-child(1) .big").contains("15.8 MH/s"),
                "the last known figure stays");
        page.startAgainAt(port);
        page.show(SampleFleets.hashing(page.now()));
        browser.awaitState("live");
    }

    @Test
    void teachesWhatToDoWithoutAPool() {
        page.show(SampleFleets.noPool(page.now()));
        browser.open(page.address());
        browser.awaitText("h1", "No pool is configured");
        browser.awaitText(".headline p", "mos config init");
    }

    @Test
    void showsADashWithTheReasonForWhatIsUnknown() {
        page.show(SampleFleets.hashing(page.now()));
        browser.open(page.address());
        browser.awaitText(".panel:nth-child(2) .big", "–");
        assertEquals(
                "no temperature sensor",
                browser.attribute(".panel:nth-child(2) .big abbr", "title"));
        assertFalse(browser.text(".panels").contains("NaN"), browser.text(".panels"));
    }

    @Test
    void tellsTheExactValueUnderThePointer() {
        page.show(SampleFleets.hashing(page.now()));
        browser.open(page.address());
        browser.awaitState("live");
        browser.hover(".plot .u-over");
        browser.awaitText(".tip", "own count 15.8 MH/s (15,800,000 H/s)");
    }

    @Test
    void neverScrollsSideways() {
        page.show(SampleFleets.everythingBroken(page.now()));
        browser.open(page.address());
        browser.awaitText("h1", "board-1 is offline");
        for (int width : List.of(360, 768, 1440)) {
            browser.show(width, "light");
            assertEquals(
                    0,
                    browser.number(
                            "document.documentElement.scrollWidth"
                                    + " - document.documentElement.clientWidth"),
                    "at " + width);
        }
    }
}
