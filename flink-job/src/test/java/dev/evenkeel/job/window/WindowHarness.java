package dev.evenkeel.job.window;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.Example;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.streaming.runtime.operators.windowing.WindowOperatorBuilder;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** Flink's window operator as the job sets it up, without a cluster. Rows are known by their offset. */
final class WindowHarness implements AutoCloseable {
    static final OutputTag<Example> LATE = new OutputTag<>("late", StreamTypes.EXAMPLE);

    private static final PipelineSpec SPEC = TestPipelines.pipeline();
    private static final DriftingRows ROWS = new DriftingRows(1);

    private final KeyedOneInputStreamOperatorTestHarness<Integer, Example, LaneBatch> harness;

    private WindowHarness(KeyedOneInputStreamOperatorTestHarness<Integer, Example, LaneBatch> harness) {
        this.harness = harness;
    }

    static <W extends Window> WindowHarness open(
            WindowAssigner<Object, W> assigner,
            Trigger<Example, W> trigger,
            BatchFunction.Order order,
            OperatorSubtaskState state)
            throws Exception {
        var builder = new WindowOperatorBuilder<>(
                assigner, trigger, new ExecutionConfig(), StreamTypes.EXAMPLE, row -> 7, Types.INT);
        if (assigner.isEventTime()) {
            builder.sideOutputLateData(LATE);
        }
        var harness = new KeyedOneInputStreamOperatorTestHarness<Integer, Example, LaneBatch>(
                builder.process(new BatchFunction<W>(order)), row -> 7, Types.INT);
        harness.setup(new LaneBatchSerializer());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return new WindowHarness(harness);
    }

    /** Gives rows {@code [from, to)}, each at its own event time. */
    WindowHarness rows(long from, long to) throws Exception {
        for (long number = from; number < to; number++) {
            row(ROWS.example(SPEC, number));
        }
        return this;
    }

    WindowHarness row(Example row) throws Exception {
        harness.processElement(row, row.timeMs());
        return this;
    }

    void clock(long timeMs) throws Exception {
        harness.setProcessingTime(timeMs);
    }

    void watermark(long timeMs) throws Exception {
        harness.processWatermark(timeMs);
    }

    /** The end of input, and of a drain. */
    void end() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** The offsets of each batch that came out. */
    List<List<Long>> batches() {
        List<List<Long>> batches = new ArrayList<>();
        for (LaneBatch batch : harness.extractOutputValues()) {
            List<Long> offsets = new ArrayList<>();
            for (long offset : batch.batch().offsets()) {
                offsets.add(offset);
            }
            batches.add(offsets);
        }
        return batches;
    }

    /** How long the first row of each batch has waited, in milliseconds. */
    List<Long> waits() {
        return harness.extractOutputValues().stream().map(LaneBatch::waitedMs).toList();
    }

    List<Long> late() {
        var late = harness.getSideOutput(LATE);
        return late == null
                ? List.of()
                : late.stream().map(row -> row.getValue().offset()).toList();
    }

    /** What is kept: state entries, event-time timers, processing-time timers. */
    List<Integer> kept() {
        return List.of(harness.numKeyedStateEntries(), harness.numEventTimeTimers(), harness.numProcessingTimeTimers());
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
