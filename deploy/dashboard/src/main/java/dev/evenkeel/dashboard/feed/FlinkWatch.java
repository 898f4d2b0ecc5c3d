package dev.evenkeel.dashboard.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a Flink cluster's REST interface what only Flink knows of a job: the age and duration of its last checkpoint, its restarts, and how
 * many rows wait in front of its source. Thread-safe.
 */
public final class FlinkWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI flink;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Asks the cluster at this address, such as {@code http://jobmanager:8081}. */
    public FlinkWatch(URI flink) {
        this.flink = flink;
    }

    /**
     * The figures of a job under names that begin with {@code flink/}; what Flink doesn't know is left out, everything for a job that it
     * doesn't know.
     *
     * @param run the job's id in hex
     * @throws IOException when Flink does not answer
     */
    public Map<String, Float> figures(String run) throws IOException {
        Map<String, Float> figures = new TreeMap<>();
        if (!run.matches("[0-9a-f]{32}")) {
            return figures;
        }
        JsonNode checkpoints = get("/jobs/" + run + "/checkpoints");
        JsonNode last = checkpoints.path("latest").path("completed");
        if (last.path("latest_ack_timestamp").isNumber()) {
            double ageMs = System.currentTimeMillis()
                    - last.path("latest_ack_timestamp").asDouble();
            figures.put("flink/checkpoint_age_seconds", (float) (Math.max(0, ageMs) / 1000));
            figures.put("flink/checkpoint_duration_seconds", (float)
                    (last.path("end_to_end_duration").asDouble() / 1000));
        }
        if (checkpoints.path("counts").path("failed").isNumber()) {
            figures.put("flink/checkpoints_failed", (float)
                    checkpoints.path("counts").path("failed").asDouble());
        }
        sum(get("/jobs/" + run + "/metrics?get=numRestarts"), "flink/restarts", figures);
        String source = source(run);
        if (!source.isEmpty()) {
            String vertex = "/jobs/" + run + "/vertices/" + source + "/subtasks/metrics";
            String names = names(get(vertex), "pendingRecords");
            if (!names.isEmpty()) {
                sum(get(vertex + "?get=" + names), "flink/lag", figures);
            }
        }
        return figures;
    }

    /** The vertex that reads the examples: the first one in the job's own order; empty when there is none. */
    private String source(String run) throws IOException {
        for (JsonNode vertex : get("/jobs/" + run).path("vertices")) {
            if (vertex.path("name").asText().contains("examples")) {
                return vertex.path("id").asText();
            }
        }
        return "";
    }

    private static String names(JsonNode metrics, String suffix) {
        StringBuilder names = new StringBuilder();
        for (JsonNode metric : metrics) {
            String id = metric.path("id").asText();
            if (id.endsWith(suffix) && id.matches("[A-Za-z0-9_.:-]+")) {
                names.append(names.length() == 0 ? "" : ",").append(id);
            }
        }
        return names.toString();
    }

    private static void sum(JsonNode metrics, String name, Map<String, Float> figures) {
        double sum = 0;
        boolean any = false;
        for (JsonNode metric : metrics) {
            JsonNode value = metric.has("sum") ? metric.path("sum") : metric.path("value");
            if (!value.isMissingNode() && !value.isNull()) {
                sum += value.asDouble();
                any = true;
            }
        }
        if (any) {
            figures.put(name, (float) sum);
        }
    }

    private JsonNode get(String path) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(flink.resolve(path)).timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: flink=" + flink, e);
        }
    }
}
