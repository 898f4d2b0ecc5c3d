package dev.evenkeel.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the topics of a pipeline hold. */
record LiveTopics(Broker broker, PipelineSpec spec) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The committed snapshots under their own keys, in the order they were published; deleted ones included. */
    List<RawRecord> snapshots() throws IOException {
        return broker.read(spec.snapshots().topic()).stream()
                .filter(record -> record.value() != null && !new String(record.key(), UTF_8).endsWith("/latest"))
                .toList();
    }

    /** The newest snapshot. */
    ModelSnapshot last() throws IOException {
        List<RawRecord> all = snapshots();
        return ModelSnapshot.decode(all.get(all.size() - 1).value());
    }

    static long sequence(RawRecord snapshot) {
        return Long.parseLong(header(snapshot, SnapshotRecords.SEQUENCE));
    }

    static long version(RawRecord snapshot) {
        return Long.parseLong(header(snapshot, SnapshotRecords.VERSION));
    }

    /** Rows turned away by reason, as the last record about them has it. */
    JsonNode rejected() throws IOException {
        JsonNode last = JSON.createObjectNode();
        for (RawRecord record : broker.read(spec.metrics().topic())) {
            last = JSON.readTree(record.value()).path("rejected").isMissingNode()
                    ? last
                    : JSON.readTree(record.value()).path("rejected");
        }
        return last;
    }

    /** Reports and events. */
    List<JsonNode> reports() throws IOException {
        List<JsonNode> reports = new ArrayList<>();
        for (RawRecord record : broker.read(spec.metrics().topic())) {
            JsonNode said = JSON.readTree(record.value());
            if (!said.path("type").asText().equals("rejects")) {
                reports.add(said);
            }
        }
        return reports;
    }

    /** Examples learned, as the last report has it. */
    long learned() throws IOException {
        List<JsonNode> reports = reports();
        return reports.isEmpty()
                ? 0
                : reports.get(reports.size() - 1).path("examples").asLong();
    }

    List<RawRecord> rejects() throws IOException {
        return broker.read(spec.rejects().topic());
    }

    static String header(RawRecord record, String name) {
        return HeaderField.last(record.headers(), name).orElse("");
    }
}
