package dev.evenkeel.job.training;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.window.LaneBatch;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.evaluation.PublishGate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The trainer in Flink's operator, without a cluster. */
final class TrainHarness implements AutoCloseable {
    /** Reports every second, snapshots every ten. */
    static final Publishing EVERY_SECOND = publishing(1_000, 10_000, 0);

    private static final int LANE = 7;
    private static final SnapshotTopic NOWHERE =
            new SnapshotTopic(KafkaAccess.plain("127.0.0.1:1"), "drift.snapshots", Duration.ofMillis(200));

    private final KeyedTwoInputStreamOperatorTestHarness<Integer, LaneBatch, RawRecord, OutgoingRecord> harness;

    private long ordersGiven;

    private TrainHarness(
            KeyedTwoInputStreamOperatorTestHarness<Integer, LaneBatch, RawRecord, OutgoingRecord> harness) {
        this.harness = harness;
    }

    static Publishing publishing(long reportEveryMs, long snapshotEveryMs, int snapshotEveryBatches) {
        return new Publishing(
                "drift",
                "drift",
                "drift.examples",
                1 << 20,
                reportEveryMs,
                snapshotEveryMs,
                snapshotEveryBatches,
                null);
    }

    /** A snapshot is due after every mini-batch, and must pass. */
    static Publishing gated(PublishGate gate) {
        return new Publishing("drift", "drift", "drift.examples", 1 << 20, 1_000, 0, 1, gate);
    }

    static TrainHarness open(PipelineSpec spec, Publishing publishing) throws Exception {
        return open(spec, publishing, null, null);
    }

    static TrainHarness open(PipelineSpec spec, Publishing publishing, OperatorSubtaskState state, StateBackend backend)
            throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<Integer, LaneBatch, RawRecord, OutgoingRecord>(
                new KeyedCoProcessOperator<>(
                        new TrainFunction(new PipelineText(spec), publishing, new TrainFunction.Published(NOWHERE, 0))),
                LaneBatch::lane,
                order -> LANE,
                Types.INT);
        if (backend != null) {
            harness.setStateBackend(backend);
        }
        harness.setup(StreamTypes.OUTGOING_RECORD.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return new TrainHarness(harness);
    }

    TrainHarness train(MiniBatch batch) throws Exception {
        harness.processElement1(new StreamRecord<>(new LaneBatch(LANE, batch), Long.MAX_VALUE));
        return this;
    }

    /** A batch whose first row has waited so long in its window. */
    TrainHarness train(MiniBatch batch, long waitedMs) throws Exception {
        harness.processElement1(new StreamRecord<>(new LaneBatch(LANE, batch, waitedMs), Long.MAX_VALUE));
        return this;
    }

    /** An order, as the record that the topic would give. */
    TrainHarness order(String json) throws Exception {
        byte[] key = "drift".getBytes(StandardCharsets.UTF_8);
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        harness.processElement2(new StreamRecord<>(
                new RawRecord("drift.control", 0, ordersGiven++, 0, key, value, List.of()), Long.MAX_VALUE));
        return this;
    }

    /** What the trainer said to the readers, as JSON. */
    List<String> words() {
        return side(TrainFunction.WORDS).stream()
                .map(word -> new String(word.value(), StandardCharsets.UTF_8))
                .toList();
    }

    TrainHarness clock(long timeMs) throws Exception {
        harness.setProcessingTime(timeMs);
        return this;
    }

    /** The end of input, and of a drain. */
    TrainHarness end() throws Exception {
        harness.processWatermark1(Watermark.MAX_WATERMARK);
        harness.processWatermark2(Watermark.MAX_WATERMARK);
        return this;
    }

    OperatorSubtaskState snapshot(long id) throws Exception {
        return harness.snapshot(id, id);
    }

    List<EncodedSnapshot> published() {
        return side(TrainFunction.PUBLISHED);
    }

    List<Long> publishedVersions() {
        return published().stream().map(snapshot -> snapshot.id().version()).toList();
    }

    List<Long> publishedSequences() {
        return published().stream().map(snapshot -> snapshot.id().sequence()).toList();
    }

    List<OutgoingRecord> refused() {
        return side(TrainFunction.REFUSED);
    }

    /** Predictions as JSON text. */
    List<String> predictions() {
        return side(TrainFunction.PREDICTIONS).stream()
                .map(prediction -> new String(prediction.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    List<OutgoingRecord> reportRecords() {
        return harness.extractOutputValues();
    }

    /** Reports as JSON text. */
    List<String> reports() {
        return reportRecords().stream()
                .map(report -> new String(report.value(), StandardCharsets.UTF_8))
                .toList();
    }

    long count(String accumulator) {
        Accumulator<Long, Long> found =
                harness.getOperator().getRuntimeContext().getAccumulator(accumulator);
        return found.getLocalValue();
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
