package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.window.LaneBatch;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.stability.StabilityReport;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Trains the lane of the current key, once a mini-batch, and publishes reports (main output), snapshots and refused rows (side
 * outputs).
 *
 * <p>The lane is keyed state: read, changed in place and written back within one call, never kept, so that checkpoints taken
 * meanwhile are consistent. Two kinds of timers: processing time at whole multiples of the intervals, and the end of time, which
 * fires when the input ends or is drained and publishes the final state.
 */
public final class TrainFunction extends KeyedProcessFunction<Integer, LaneBatch, OutgoingRecord> {
    /** Accumulator: examples learned from since the pipeline's first start. */
    public static final String LEARNED = "learned";
    /** Accumulator: rows refused by the learner since the first start. */
    public static final String REFUSED_ROWS = "refused-rows";
    /** Accumulator: refused steps since the first start. */
    public static final String REFUSED_BATCHES = "refused-batches";
    /** Accumulator: snapshots published since the first start. */
    public static final String SNAPSHOTS = "snapshots";

    /** What the header {@code __connect.errors.stage} says of refused rows. */
    public static final String STAGE = "train";

    /** Side output of published snapshots. */
    public static final OutputTag<EncodedSnapshot> PUBLISHED =
            new OutputTag<>("snapshots", EncodedSnapshotSerializer.ENCODED_SNAPSHOT);
    /** Side output of rows the learner refused. */
    public static final OutputTag<OutgoingRecord> REFUSED = new OutputTag<>("refused", StreamTypes.OUTGOING_RECORD);

    @Serial
    private static final long serialVersionUID = 1;

    private static final ValueStateDescriptor<LaneState> LANE =
            new ValueStateDescriptor<>("lane", new LaneStateSerializer());

    private final PipelineText pipeline;
    private final Publishing publishing;

    private transient LaneCodec codec;
    private transient ValueState<LaneState> state;
    private transient Reports reports;
    private transient HealthGauges health;
    private transient RefusedRows refusals;
    private transient LongMaximum learned;
    private transient LongMaximum refusedRows;
    private transient LongMaximum refusedBatches;
    private transient LongMaximum snapshots;
    private transient volatile double latestLoss;
    private transient volatile long latestVersion;

    /** A function that trains lanes of the pipeline and publishes as told. */
    public TrainFunction(PipelineText pipeline, Publishing publishing) {
        this.pipeline = pipeline;
        this.publishing = publishing;
    }

    @Override
    public void open(OpenContext context) {
        codec = pipeline.laneCodec();
        state = getRuntimeContext().getState(LANE);
        reports = new Reports(
                publishing, getRuntimeContext().getJobInfo().getJobId().toString());
        refusals = new RefusedRows(publishing.examplesTopic(), pipeline.spec().schema(), publishing.maxRejectBytes());
        learned = accumulator(LEARNED);
        refusedRows = accumulator(REFUSED_ROWS);
        refusedBatches = accumulator(REFUSED_BATCHES);
        snapshots = accumulator(SNAPSHOTS);
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("evenkeel");
        health = new HealthGauges(group);
        group.gauge("loss", () -> latestLoss);
        group.gauge("version", () -> latestVersion);
        group.gauge("examples", () -> learned.getLocalValue());
        group.gauge("refusedRows", () -> refusedRows.getLocalValue());
    }

    private LongMaximum accumulator(String name) {
        LongMaximum accumulator = new LongMaximum(0);
        getRuntimeContext().addAccumulator(name, accumulator);
        return accumulator;
    }

    @Override
    public void processElement(LaneBatch element, Context context, Collector<OutgoingRecord> out) throws Exception {
        LaneState current = state.value();
        if (current == null) {
            current = new LaneState(codec.fresh());
            registerTicks(context);
        }
        // every time: a run resumed from a drained one has spent the timer, and registering it again changes nothing
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        TrainingLane lane = lane(current);
        lane.learn(element.batch(), refusalsTo(context));
        if (publishing.snapshotEveryBatches() > 0 && lane.counts().batches() % publishing.snapshotEveryBatches() == 0) {
            publish(lane, context);
        }
        state.update(current);
        observe(lane);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws Exception {
        LaneState current = state.value();
        TrainingLane lane = lane(current);
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            lane.finish(refusalsTo(context));
            publish(lane, context);
            report(lane, context, out);
        } else {
            if (timestamp % publishing.reportEveryMs() == 0) {
                report(lane, context, out);
            }
            if (publishing.snapshotEveryMs() > 0 && timestamp % publishing.snapshotEveryMs() == 0) {
                publish(lane, context);
            }
            registerTicks(context);
        }
        state.update(current);
        observe(lane);
    }

    private void report(TrainingLane lane, OnTimerContext context, Collector<OutgoingRecord> out) {
        StabilityReport stability = lane.report();
        health.show(stability);
        out.collect(reports.report(lane, stability, context.timerService().currentProcessingTime()));
    }

    /** State that cannot be read, or is of another model, is so after a restart too: the job fails at once. */
    private TrainingLane lane(LaneState current) {
        try {
            return current.lane(codec);
        } catch (IOException | IllegalStateException e) {
            throw new SuppressRestartsException(e);
        }
    }

    /** The next whole multiples of both intervals; a timer that is registered already stays one timer. */
    private void registerTicks(Context context) {
        long now = context.timerService().currentProcessingTime();
        registerTick(context, now, publishing.reportEveryMs());
        if (publishing.snapshotEveryMs() > 0) {
            registerTick(context, now, publishing.snapshotEveryMs());
        }
    }

    private static void registerTick(Context context, long now, long everyMs) {
        context.timerService().registerProcessingTimeTimer((now / everyMs + 1) * everyMs);
    }

    /** Publishes unless this version has been published already. */
    private void publish(TrainingLane lane, Context context) {
        if (lane.counts().publish(lane.learner().version())) {
            context.output(
                    PUBLISHED, reports.snapshot(lane, context.timerService().currentProcessingTime()));
        }
    }

    private TrainingLane.Listener refusalsTo(Context context) {
        return new TrainingLane.Listener() {
            @Override
            public void refused(MiniBatch batch, Refusals.Refusal refusal) {
                context.output(REFUSED, refusals.of(batch, refusal.row(), STAGE, refusal.reason()));
            }
        };
    }

    private void observe(TrainingLane lane) {
        latestVersion = lane.learner().version();
        latestLoss = lane.evaluation().fadingLoss();
        learned.add(lane.counts().examples());
        refusedRows.add(lane.counts().refusedRows());
        refusedBatches.add(lane.counts().refusedBatches());
        snapshots.add(lane.counts().sequence());
    }
}
