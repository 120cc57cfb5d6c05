package io.mos.web.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Needs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium that looks at the page, and keeps account of what it asked and complained.
 */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** A browser on a loaded machine takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts one, or skips the test with the reason, or fails it where one is required. */
    static Browser start() throws IOException {
        Needs.that(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "needs " + CHROMIUM + " and " + DRIVER + " (Debian: chromium, chromium-driver)");
        Path profile = Files.createTempDirectory("mos-e2e");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-GB",
                "--force-color-profile=srgb",
                "--user-data-dir=" + profile);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options), profile);
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    /** Makes the window so wide, at a phone's or a screen's height, in the theme asked for. */
    void show(int widthPx, String theme) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        widthPx,
                        "height",
                        widthPx < 500 ? 740 : 900,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        widthPx < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    String text(String selector) {
        return words(driver.findElement(By.cssSelector(selector)));
    }

    String attribute(String selector, String name) {
        String value = driver.findElement(By.cssSelector(selector)).getDomAttribute(name);
        return value == null ? "" : value;
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    /** Rests the pointer on the middle of an element. */
    void hover(String selector) {
        new Actions(driver).moveToElement(driver.findElement(By.cssSelector(selector))).perform();
    }

    /** Waits until an element's text contains what is expected. */
    void awaitText(String selector, String expected) {
        Await.until(
                selector + " says " + expected,
                PATIENCE,
                () ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .map(Browser::words)
                                .anyMatch(text -> text.contains(expected)));
    }

    /** Waits until the page calls itself live, stale or lost. */
    void awaitState(String state) {
        Await.until(
                "the page is " + state,
                PATIENCE,
                () -> count(".live[data-state='" + state + "']") == 1);
    }

    /** A number the page computes. */
    long number(String script) {
        Object value = driver.executeScript("return Math.round(" + script + ")");
        return value instanceof Number number ? number.longValue() : Long.MIN_VALUE;
    }

    /** Waits until what was decided is drawn. */
    void settle() {
        driver.executeAsyncScript(
                "const done = arguments[0];"
                        + "requestAnimationFrame(() => requestAnimationFrame(() => done()))");
    }

    /** The whole page as a picture. */
    void photographPage(Path file) throws IOException {
        Map<String, Object> picture =
                driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true));
        write(file, Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
    }

    /** What the window shows of it, pointer and all, as a picture. */
    void photographWindow(Path file) throws IOException {
        write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    private static void write(Path file, byte[] picture) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, picture);
    }

    /** What the browser complained about: script errors, refused policies, missing files. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The address of every request made since the last call. */
    List<String> requests() throws IOException {
        List<String> addresses = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = MAPPER.readTree(entry.getMessage()).get("message");
            if (message.get("method").textValue().equals("Network.requestWillBeSent")) {
                addresses.add(message.at("/params/request/url").textValue());
            }
        }
        return addresses;
    }

    /** What an element says, whatever its layout. */
    private static String words(WebElement element) {
        return element.getText().replaceAll("\\s+", " ");
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (var files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
