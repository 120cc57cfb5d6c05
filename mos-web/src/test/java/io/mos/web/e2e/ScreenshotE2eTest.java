package io.mos.web.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.Needs;
import io.mos.web.sample.SampleFleets;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pictures for people to judge, in target/screenshots; fails only when the browser complains. */
@Tag("e2e")
class ScreenshotE2eTest {

    private static final Path FOLDER = Path.of("target", "screenshots");

    private static final List<State> STATES =
            List.of(
                    new State("no-pool", "No pool is configured", SampleFleets::noPool),
                    new State("connecting", "Connecting to", SampleFleets::connecting),
                    new State("pool-lost", "No pool serves", SampleFleets::poolLost),
                    new State("broken", "board-1 is offline", SampleFleets::everythingBroken),
                    new State("hashing", "Hashing at", SampleFleets::hashing));

    /** A machine to look at, and the headline by which the page has got it. */
    private record State(String name, String headline, Function<Instant, SampleSite> site) {}

    @Test
    void takesPicturesOfEveryState() throws IOException, InterruptedException {
        Needs.that(
                ScreenshotE2eTest.class.getClassLoader().getResource("web/index.html") != null,
                "needs the web page, which this build left out (-DskipUi)");
        try (LivePage page = new LivePage();
                Browser browser = Browser.start()) {
            browser.show(1440, "light");
            browser.open(page.address());
            browser.awaitText("h1", "Starting");
            take(browser, "starting", () -> page.showNothing());
            for (State state : STATES) {
                SampleSite site = state.site().apply(page.now());
                page.show(site);
                browser.awaitText("h1", state.headline());
                take(browser, state.name(), () -> page.show(site));
            }
            assertEquals(List.of(), browser.complaints());
            browser.hover(".plot .u-over");
            browser.awaitText(".tip", "proven");
            browser.photographWindow(FOLDER.resolve("hover-1440-dark.png"));
            browser.awaitState("stale");
            take(browser, "stale", () -> {});
            page.stop();
            browser.awaitState("lost");
            take(browser, "lost", () -> {});
        }
    }

    /** At each width and theme; {@code refresh} keeps the figures fresh in between. */
    private static void take(Browser browser, String state, Runnable refresh) throws IOException {
        for (String theme : List.of("light", "dark")) {
            for (int width : List.of(360, 768, 1440)) {
                refresh.run();
                browser.show(width, theme);
                browser.settle();
                browser.photographPage(FOLDER.resolve(state + "-" + width + "-" + theme + ".png"));
            }
        }
    }
}
