package dev.evenkeel.dashboard.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A page in a browser. */
public final class Tab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Chromium browser;
    private final String session;

    Tab(Chromium browser, String session) throws IOException {
        this.browser = browser;
        this.session = session;
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", Map.of());
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) throws IOException {
        return browser.call(session, method, parameters);
    }

    /** Sets the window's size, and whether it is a dark one. */
    public void look(int width, int height, boolean dark) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Goes to an address. */
    public void go(String address) throws IOException {
        call("Page.navigate", Map.of("url", address));
    }

    /** The value of an expression; waits for promises. */
    public JsonNode evaluate(String expression) throws IOException {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.path("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    @Override
    public void close() throws IOException {
        call("Page.close", Map.of());
    }

    /** Waits until an expression is true; as long as it cannot be evaluated it is not. */
    public void await(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> evaluate("Boolean(" + expression + ")").asBoolean());
    }

    /** Presses and releases a key. */
    public void press(String key) throws IOException {
        String text = key.length() == 1 ? key : "";
        call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    /** Moves the mouse. */
    public void move(double x, double y) throws IOException {
        mouse("mouseMoved", x, y);
    }

    /** Drags the mouse from one point to another. */
    public void drag(double fromX, double toX, double y) throws IOException {
        mouse("mouseMoved", fromX, y);
        mouse("mousePressed", fromX, y);
        mouse("mouseMoved", (fromX + toX) / 2, y);
        mouse("mouseMoved", toX, y);
        mouse("mouseReleased", toX, y);
    }

    private void mouse(String type, double x, double y) throws IOException {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** The whole page as an image. */
    public void screenshot(Path file) throws IOException {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        JsonNode image = call(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of(
                                "x",
                                0,
                                "y",
                                0,
                                "width",
                                size.path("width").asDouble(),
                                "height",
                                size.path("height").asDouble(),
                                "scale",
                                1)));
        Files.write(file, Base64.getDecoder().decode(image.path("data").asText()));
    }

    /** What went wrong in the page: errors and warnings in its console, and what it threw. */
    public List<String> complaints() {
        return browser.events(session)
                .filter(event -> switch (event.path("method").asText()) {
                    case "Runtime.exceptionThrown", "Log.entryAdded" -> true;
                    case "Runtime.consoleAPICalled" ->
                        List.of("error", "warning", "assert")
                                .contains(event.path("params").path("type").asText());
                    default -> false;
                })
                .map(event -> event.path("params").toString())
                .toList();
    }
}
