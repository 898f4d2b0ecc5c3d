package dev.evenkeel.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.dashboard.history.Board;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutesTest {
    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Board board = new Board();
    private final Hub hub = new Hub();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer web;

    @BeforeEach
    void start() throws IOException {
        web = serve("127.0.0.1");
    }

    private WebServer serve(String bind) throws IOException {
        Settings settings = new Settings(InetAddress.getByName(bind), 0, TOKEN);
        return WebServer.start(settings, new Routes(board, hub, new Sources(board, hub), new Gate(settings)));
    }

    @AfterEach
    void stop() {
        hub.close();
        web.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(web.address().resolve(path));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    /** A request as it is, without a client that mends it. Gives the first line of the answer. */
    private String raw(String text) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), web.address().getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private static byte[] report(int second, String model) {
        return """
            {"type": "report", "pipeline": %1$s, "model": %1$s, "run": "r1", "version": %2$d, "sequence": 0, \
            "time": "2026-01-01T00:00:%2$02dZ", "verdict": "stable", "reason": "", "rate": 5}\
            """.formatted(JSON.valueToTree(model), second).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anEmptyBoardHasAState() throws Exception {
        HttpResponse<String> answer = get("/api/state");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("models")).isEmpty();
    }

    @Test
    void everyAnswerForbidsTheBrowserWhatThePageDoesNotNeed() throws Exception {
        for (String path : List.of("/", "/api/state", "/nothing")) {
            var headers = get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy")).contains(Gate.POLICY);
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(Gate.POLICY).doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "//etc/passwd",
                "/main.js/",
                "/main.js%00.html",
                "/WebServer.class",
                "/page/page.js",
                "/api",
                "/api/state/"
            })
    void whatIsNotInTheListIsNoFile(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")).isEqualTo("HTTP/1.1 404 Not Found");
    }

    @Test
    void anotherNameForTheLoopbackAddressIsRefused() throws IOException {
        assertThat(raw("GET /api/state HTTP/1.1\r\nHost: evil.example:8765\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET /api/state HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET /api/state HTTP/1.1\r\nHost: LOCALHOST:1\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void changesNeedTheToken() throws Exception {
        var body = HttpRequest.BodyPublishers.ofString("{\"id\": \"none\", \"sequence\": 1}");
        for (String given : new String[] {"", "Bearer wrong", "Basic " + TOKEN, "Bearer " + TOKEN + "x"}) {
            HttpRequest.Builder request = request("/api/rollback").POST(body);
            if (!given.isEmpty()) {
                request.header("Authorization", given);
            }
            assertThat(send(request.build()).statusCode()).as(given).isEqualTo(401);
        }
        HttpResponse<String> answer = send(request("/api/rollback")
                .POST(body)
                .header("Authorization", "Bearer " + TOKEN)
                .build());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("no such model: id=none");
    }

    @Test
    void anyOtherAddressNeedsTheTokenForLookingToo() throws Exception {
        web.close();
        web = serve("0.0.0.0");
        URI state = URI.create("http://127.0.0.1:" + web.address().getPort() + "/api/state");
        assertThat(send(HttpRequest.newBuilder(state).build()).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(state)
                                .header("Authorization", "Bearer " + TOKEN)
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void mistakesAreNamed() throws Exception {
        assertThat(get("/api/history?id=a&run=b&span=much").body()).contains("must be a whole number: span=much");
        assertThat(get("/api/history?id=a&run=b").statusCode()).isEqualTo(400);
        assertThat(get("/api/history?id=a&run=b&span=1").statusCode()).isEqualTo(404);
        assertThat(raw("GET /api/history?id=%ZZ HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        assertThat(send(request("/")
                                .method("PUT", HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void whatIsNewIsPushed() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(request("/api/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("event: now");
            hub.send(board.take(report(1, "<b>\n\"'")).orElseThrow());
            String line = lines.readLine();
            while (!line.startsWith("data: {")) {
                line = lines.readLine();
            }
            JsonNode update = JSON.readTree(line.substring(6));
            assertThat(update.path("id").asText()).isEqualTo("<b>\n\"'");
            assertThat(update.path("figures").path("rate").asInt()).isEqualTo(5);
        }
    }

    /** Sockets that never read: sending goes on at once, and those are let go, while one that reads gets everything. */
    @Test
    void slowClientsHoldNobodyUp() throws Exception {
        int slow = 200;
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < slow; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), web.address().getPort()));
                socket.getOutputStream()
                        .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                sockets.add(socket);
            }
            Awaitility.await().until(() -> hub.clients() == slow);
            byte[] large = ("{\"x\": \"" + "x".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                for (int i = 0; i < 4 * Hub.QUEUE; i++) {
                    hub.send(large);
                }
            });
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> hub.clients() == 0);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(get("/api/state").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatIsLetGoHearsOfIt() throws Exception {
        HttpResponse<InputStream> stream =
                client.send(request("/api/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        Awaitility.await().until(() -> hub.clients() == 1);
        byte[] large = ("{\"x\": \"" + "x".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3 * Hub.QUEUE; i++) {
            hub.send(large);
        }
        String all = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(all).endsWith("event: dropped\ndata: {\"why\": \"too slow: messages waited, limit=64\"}\n\n");
    }

    @Test
    void settingsRefuseWhatCannotBe() {
        InetAddress local = InetAddress.getLoopbackAddress();
        assertThatThrownBy(() -> new Settings(local, 70_000, TOKEN)).hasMessage("must be in [0, 65535]: port=70000");
        assertThatThrownBy(() -> new Settings(local, 0, "short"))
                .hasMessage("must be 16 to 200 letters, digits and ._~+/=-: token of length 5");
        assertThat(new Settings(local, 0, TOKEN).toString()).doesNotContain(TOKEN);
        assertThat(Settings.freshToken()).hasSize(24).isNotEqualTo(Settings.freshToken());
    }
}
