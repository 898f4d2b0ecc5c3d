package dev.evenkeel.dashboard.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real browser without a window, driven by its DevTools protocol. */
public final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Wire wire;

    private Chromium(Process process, Path profile, WebSocket socket, Wire wire) {
        this.process = process;
        this.profile = profile;
        this.socket = socket;
        this.wire = wire;
    }

    /** Where one is installed; empty when none is. */
    public static Optional<Path> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":", -1)).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @throws IOException when it does not start
     */
    public static Chromium start(Path program) throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .start();
        URI address = address(process);
        Wire wire = new Wire();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, wire)
                .join();
        return new Chromium(process, profile, socket, wire);
    }

    @SuppressWarnings("StreamResourceLeak") // the process's output, read to its end by the drain
    private static URI address(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(LISTENING)) {
                Thread drain = new Thread(() -> output.lines().forEach(rest -> {}), "chromium output");
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("browser must start: exit=" + process.exitValue());
    }

    /** Opens an empty page in a window of its own: what lies behind others draws nothing. */
    public Tab open() throws IOException {
        String target = call("", "Target.createTarget", Map.of("url", "about:blank", "newWindow", true))
                .path("targetId")
                .asText();
        String session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        return new Tab(this, session);
    }

    /** Calls a method of the protocol and gives its result. */
    JsonNode call(String session, String method, Map<String, ?> parameters) throws IOException {
        ObjectNode message =
                JSON.createObjectNode().put("id", wire.next.incrementAndGet()).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        wire.answers.put(message.path("id").asInt(), answer);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode answered = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answered.has("error")) {
                throw new IOException(method + ": " + answered.path("error"));
            }
            return answered.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("no answer: method=" + method, e);
        }
    }

    /** What the browser told of a page by itself. */
    Stream<JsonNode> events(String session) {
        return wire.events.stream()
                .filter(event -> event.path("sessionId").asText().equals(session));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        delete(profile.toFile());
    }

    /** What a part of the browser that outlives it still writes or renames is left behind. */
    private static void delete(File file) {
        File[] inside = file.listFiles();
        if (inside != null && !Files.isSymbolicLink(file.toPath())) {
            for (File each : inside) {
                delete(each);
            }
        }
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }

    /** Takes in what the browser says. */
    private static final class Wire implements WebSocket.Listener {
        private final AtomicInteger next = new AtomicInteger();
        private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                take(partial.toString());
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            try {
                JsonNode message = JSON.readTree(text);
                CompletableFuture<JsonNode> answer =
                        answers.remove(message.path("id").asInt());
                if (answer == null) {
                    events.add(message);
                } else {
                    answer.complete(message);
                }
            } catch (IOException e) {
                throw new IllegalStateException("the browser speaks JSON: " + text, e);
            }
        }
    }
}
