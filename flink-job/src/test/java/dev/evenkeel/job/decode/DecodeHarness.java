package dev.evenkeel.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.Example;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The decoder in Flink's operator, without a cluster. Records are read from partition 2 at offsets from 0. */
final class DecodeHarness implements AutoCloseable {
    static final int MAX_REJECT_BYTES = 1 << 20;
    static final long TIME_MS = 1_000;

    private final OneInputStreamOperatorTestHarness<RawRecord, Example> harness;
    private long offset;

    private DecodeHarness(OneInputStreamOperatorTestHarness<RawRecord, Example> harness) {
        this.harness = harness;
    }

    static DecodeHarness open(OperatorSubtaskState state) throws Exception {
        var function = new DecodeFunction(new PipelineText(TestPipelines.pipeline()), MAX_REJECT_BYTES);
        var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function));
        harness.setup(StreamTypes.EXAMPLE.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return new DecodeHarness(harness);
    }

    DecodeHarness read(byte[] value) throws Exception {
        List<HeaderField> headers = List.of(HeaderField.text("own", "kept"));
        byte[] key = "key".getBytes(UTF_8);
        harness.processElement(
                new StreamRecord<>(new RawRecord("drift.examples", 2, offset++, TIME_MS, key, value, headers)));
        return this;
    }

    /** What came out; the decoder fills the same object again, so that only the last one is as it was. */
    List<Example> decoded() {
        return harness.extractOutputValues();
    }

    List<OutgoingRecord> rejects() {
        var rejects = harness.getSideOutput(DecodeFunction.REJECTS);
        return rejects == null
                ? List.of()
                : rejects.stream().map(StreamRecord::getValue).toList();
    }

    /** Records read, records rejected. */
    List<Long> counts() {
        var context = harness.getOperator().getRuntimeContext();
        return List.of(
                context.getLongCounter(DecodeFunction.READ).getLocalValue(),
                context.getLongCounter(DecodeFunction.REJECTED).getLocalValue());
    }

    OperatorSubtaskState snapshot(long id) throws Exception {
        return harness.snapshot(id, id);
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
