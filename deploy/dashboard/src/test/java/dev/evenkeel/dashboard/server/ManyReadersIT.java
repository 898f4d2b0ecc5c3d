package dev.evenkeel.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page in a process of its own with 256 MB of heap, a day of reports in its topic, and 200 who look on, some of whom never read. */
@Tag("soak")
final class ManyReadersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "bank.metrics";
    private static final String HISTORY = "/api/history?id=bank&run=0123456789abcdef0123456789abcdef&span=";
    private static final int DAY = 86_400;
    private static final int READERS = 180;
    private static final int IDLERS = 20;
    private static final int NEWS = 300;
    private static final double NEWS_PER_SECOND =
            20; // three seconds for whoever stands still: 64 may wait for a client
    private static final long MOST_HEAP = 200L << 20; // of 256 MB: the rest is for what comes and goes

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private KafkaAccess access;

    private void publish(SampleReports reports, long from, long to, double rate) throws IOException {
        try (RowPublisher publisher = RowPublisher.open(access, TOPIC, rate)) {
            for (long second = from; second < to; second++) {
                byte[] report = reports.report(second, "stable", "Training is stable.");
                publisher.publish(report, 0, report.length);
            }
            publisher.flush();
        }
    }

    private static Process page(KafkaAccess access) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PageProcess.class.getName(),
                        access.bootstrap())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private JsonNode get(URI address, String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        try {
            return JSON.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Looks on from before this returns, and counts the reports that it is told of. */
    private LongAdder reader(URI address) throws IOException, InterruptedException {
        LongAdder heard = new LongAdder();
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/stream")).build();
        Stream<String> lines =
                client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        Thread thread = new Thread(
                () -> lines.filter(line -> line.startsWith("data: {\"")).forEach(line -> heard.increment()), "reader");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, e) -> {}); // the page has gone, at the end of the test
        thread.start();
        return heard;
    }

    /** Looks on and never reads. */
    private static Socket idler(URI address) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.getOutputStream()
                .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void aDayAndTwoHundredReadersFitIntoASmallProcess() throws Exception {
        SampleReports reports = new SampleReports("bank", System.currentTimeMillis() - 1_000L * (DAY + NEWS));
        List<Socket> idlers = new ArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder))) {
            access = KafkaAccess.plain(kafka.bootstrap());
            try (TopicAdmin admin = TopicAdmin.connect(access, PATIENCE)) {
                admin.create(List.of(TopicSpec.log(TOPIC, "metrics.topic", 1)));
            }
            publish(reports, 0, DAY, 0);
            Process process = page(access);
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
                    Writer asked = process.outputWriter(StandardCharsets.UTF_8)) {
                URI address = URI.create(said.readLine());
                await().atMost(PATIENCE)
                        .until(() -> get(address, "/api/state")
                                .findValuesAsText("state")
                                .contains("following"));
                List<LongAdder> readers = new ArrayList<>();
                for (int i = 0; i < READERS; i++) {
                    readers.add(reader(address));
                }
                for (int i = 0; i < IDLERS; i++) {
                    idlers.add(idler(address));
                }
                publish(reports, DAY, DAY + 1, 0);
                await().atMost(PATIENCE).until(() -> readers.stream().allMatch(heard -> heard.sum() > 0));

                publish(reports, DAY + 1, DAY + NEWS, NEWS_PER_SECOND);

                await().atMost(PATIENCE).until(() -> readers.stream().allMatch(heard -> heard.sum() == NEWS));
                long startedNs = System.nanoTime();
                JsonNode day = get(address, HISTORY + 2L * 1_000 * DAY);
                assertThat((System.nanoTime() - startedNs) / 1e9)
                        .as("s for a day")
                        .isLessThan(1);
                assertThat(day.path("t").size()).isGreaterThan(1_000);
                asked.write('\n');
                asked.flush();
                assertThat(Long.parseLong(said.readLine()))
                        .as("bytes of heap in use with %d clients", READERS + IDLERS)
                        .isLessThan(MOST_HEAP);
                assertThat(process.isAlive()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
                for (Socket idler : idlers) {
                    idler.close();
                }
            }
        }
    }
}
