package dev.evenkeel.job.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.job.training.Publishing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RejectCountsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Publishing PUBLISHING =
            new Publishing("bank", "bank", "bank.examples", 1 << 20, 1_000, 10_000, 0, null);

    @Test
    void rowsAreCountedByStageAndReasonAndToldOnceAnInterval() throws Exception {
        try (Harness counts = new Harness(null)) {
            counts.clock(10_100);
            counts.reject("decode", "not a number: age=old, expected=a number");
            counts.reject("decode", "not a number: pay=much, expected=a number");
            counts.reject("train", "number is absurd: column=age");
            assertThat(counts.records()).isEmpty();
            counts.clock(11_000);

            assertThat(counts.records()).singleElement().satisfies(record -> {
                assertThat(record.at("/rejected/decode: not a number").asLong()).isEqualTo(2);
                assertThat(record.at("/rejected/train: number is absurd").asLong())
                        .isEqualTo(1);
                assertThat(record.path("rejected")).hasSize(2);
                assertThat(record.path("time").asText()).isEqualTo("1970-01-01T00:00:11Z");
            });
            counts.clock(20_000);
            assertThat(counts.records()).as("nothing came since").hasSize(1);
        }
    }

    @Test
    void theEndOfInputTellsWhatTheClockHasNot() throws Exception {
        try (Harness counts = new Harness(null)) {
            counts.reject("window", "late: the row's window of event time was closed");
            counts.end();

            assertThat(counts.records())
                    .singleElement()
                    .satisfies(record -> assertThat(
                                    record.at("/rejected/window: late").asLong())
                            .isEqualTo(1));
        }
    }

    @Test
    void countsGoOnAfterARestart() throws Exception {
        OperatorSubtaskState state;
        try (Harness counts = new Harness(null)) {
            counts.reject("decode", "not a number: age=old, expected=a number");
            state = counts.harness.snapshot(1, 1);
        }
        try (Harness restored = new Harness(state)) {
            restored.reject("decode", "not a number: age=old, expected=a number");
            restored.end();

            assertThat(restored.records()
                            .get(0)
                            .at("/rejected/decode: not a number")
                            .asLong())
                    .isEqualTo(2);
        }
    }

    @Test
    void reasonsWithoutEndAreNotToldApartWithoutEnd() throws Exception {
        try (Harness counts = new Harness(null)) {
            for (int i = 0; i < 100; i++) {
                counts.reject("train", "reason " + i + ": x=1");
            }
            counts.end();

            JsonNode rejected = counts.records().get(0).path("rejected");
            assertThat(rejected).hasSize(RejectCounts.MOST_REASONS + 1);
            assertThat(rejected.path(RejectCounts.OTHER).asLong()).isEqualTo(100 - RejectCounts.MOST_REASONS);
        }
    }

    /** The operator without a cluster. */
    private static final class Harness implements AutoCloseable {
        private static final Rejects REJECTS = new Rejects(1 << 20);
        private final KeyedOneInputStreamOperatorTestHarness<Integer, OutgoingRecord, OutgoingRecord> harness;

        Harness(OperatorSubtaskState state) throws Exception {
            harness = new KeyedOneInputStreamOperatorTestHarness<>(
                    new KeyedProcessOperator<>(new RejectCounts(PUBLISHING)), reject -> 7, Types.INT);
            harness.setup(StreamTypes.OUTGOING_RECORD.createSerializer(
                    harness.getExecutionConfig().getSerializerConfig()));
            if (state != null) {
                harness.initializeState(state);
            }
            harness.open();
        }

        void reject(String stage, String message) throws Exception {
            RawRecord original = new RawRecord("bank.examples", 0, 1, 0, null, new byte[] {1}, List.of());
            harness.processElement(
                    REJECTS.reject(original, stage, new IllegalArgumentException(message)), Long.MAX_VALUE);
        }

        void clock(long timeMs) throws Exception {
            harness.setProcessingTime(timeMs);
        }

        void end() throws Exception {
            harness.processWatermark(Watermark.MAX_WATERMARK);
        }

        /** What came out, each as the schema says. */
        List<JsonNode> records() {
            return harness.extractOutputValues().stream()
                    .map(record -> {
                        try {
                            JsonNode said = JSON.readTree(record.value());
                            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                            .getSchema(Files.readString(
                                                    Path.of("..", "config", "schema", "metrics.schema.json")))
                                            .validate(said))
                                    .isEmpty();
                            return said;
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }

        @Override
        public void close() {
            try {
                harness.close();
            } catch (Exception e) { // Flink declares it
                throw new IllegalStateException("harness must close", e);
            }
        }
    }
}
