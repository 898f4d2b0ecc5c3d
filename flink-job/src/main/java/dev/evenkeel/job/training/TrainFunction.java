package dev.evenkeel.job.training;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.window.LaneBatch;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.snapshot.LaneCodec;
import dev.evenkeel.model.stability.StabilityReport;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains the lane of the current key, once a mini-batch, carries out orders, and publishes reports and events (main output),
 * snapshots, refused rows and words to the readers of examples (side outputs).
 *
 * <p>The lane is keyed state: read, changed in place and written back within one call, never kept, so that checkpoints taken
 * meanwhile are consistent. Two kinds of timers: processing time at whole multiples of the intervals, and the end of time, which
 * fires when the input ends or is drained and publishes the final state.
 */
public final class TrainFunction extends KeyedCoProcessFunction<Integer, LaneBatch, RawRecord, OutgoingRecord> {
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

    /** Side output of words to the readers of examples: hold, open. */
    public static final OutputTag<OutgoingRecord> WORDS = new OutputTag<>("words", StreamTypes.OUTGOING_RECORD);

    /** Side output of predictions, each made before its row was learned; empty unless the pipeline asks for them. */
    public static final OutputTag<OutgoingRecord> PREDICTIONS =
            new OutputTag<>("predictions", StreamTypes.OUTGOING_RECORD);

    /**
     * What the model has published.
     *
     * @param topic where
     * @param continued the sequence that a lane without state continues; 0: it begins untrained
     */
    public record Published(SnapshotTopic topic, long continued) implements Serializable {}

    @Serial
    private static final long serialVersionUID = 2;

    private static final Logger LOG = LoggerFactory.getLogger(TrainFunction.class);

    private static final ValueStateDescriptor<LaneState> LANE =
            new ValueStateDescriptor<>("lane", new LaneStateSerializer());

    private final PipelineText pipeline;
    private final Publishing publishing;
    private final Published before;

    private transient LaneCodec codec;
    private transient ValueState<LaneState> state;
    private transient Reports reports;
    private transient HealthGauges health;
    private transient WindowWaits waits;
    private transient RefusedRows refusals;
    /** Null where none are published. */
    private transient PredictionRecords predictions;

    private transient PublishedStates published;
    private transient OrderBook orders;
    private transient LongCounter learned;
    private transient LongCounter refusedRows;
    private transient LongCounter refusedBatches;
    private transient LongCounter snapshots;
    private transient volatile double latestLoss;
    private transient volatile long latestVersion;
    private transient volatile int latestVerdict;
    private transient volatile long lastSnapshotMs;
    private transient long lastReportMs;
    private transient long checkpointEveryMs;

    /** A function that trains lanes of the pipeline and publishes as told; rollbacks may return to what was published before. */
    public TrainFunction(PipelineText pipeline, Publishing publishing, Published before) {
        this.pipeline = pipeline;
        this.publishing = publishing;
        this.before = before;
    }

    @Override
    public void open(OpenContext context) {
        codec = pipeline.laneCodec();
        state = getRuntimeContext().getState(LANE);
        reports = new Reports(
                publishing, getRuntimeContext().getJobInfo().getJobId().toString());
        PipelineSpec spec = pipeline.spec();
        refusals = new RefusedRows(publishing.examplesTopic(), spec.schema(), publishing.maxRejectBytes());
        predictions = spec.predictions().enabled()
                ? new PredictionRecords(spec.schema(), spec.learner().loss())
                : null;
        published = new PublishedStates(before.topic(), publishing.model(), spec.learner());
        orders = new OrderBook(getRuntimeContext(), publishing.model(), published);
        learned = accumulator(LEARNED);
        refusedRows = accumulator(REFUSED_ROWS);
        refusedBatches = accumulator(REFUSED_BATCHES);
        snapshots = accumulator(SNAPSHOTS);
        checkpointEveryMs = spec.checkpoint().every().toMillis();
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("evenkeel");
        health = new HealthGauges(group);
        waits = new WindowWaits();
        group.gauge("loss", () -> latestLoss);
        group.gauge("version", () -> latestVersion);
        group.gauge("verdict", () -> latestVerdict);
        group.gauge("examples", () -> learned.getLocalValue());
        group.gauge("refusedRows", () -> refusedRows.getLocalValue());
        group.gauge("refusedSteps", () -> refusedBatches.getLocalValue());
        group.gauge("lastSnapshotTimestamp", () -> lastSnapshotMs);
        group.gauge("snapshotInterval", publishing::snapshotEveryMs);
        group.gauge("checkpointInterval", () -> checkpointEveryMs);
    }

    private LongCounter accumulator(String name) {
        LongCounter accumulator = new LongCounter();
        getRuntimeContext().addAccumulator(name, accumulator);
        return accumulator;
    }

    @Override
    public void processElement1(LaneBatch element, Context context, Collector<OutgoingRecord> out) throws Exception {
        LaneState current = current(context);
        TrainingLane lane = lane(current);
        waits.add(element.waitedMs());
        lane.learn(element.batch(), listener(lane, context, out));
        if (publishing.snapshotEveryBatches() > 0 && lane.counts().batches() % publishing.snapshotEveryBatches() == 0) {
            offer(lane, context, out);
        }
        done(current, lane, context);
    }

    @Override
    public void processElement2(RawRecord record, Context context, Collector<OutgoingRecord> out) throws Exception {
        LaneState current = current(context);
        TrainingLane lane = lane(current);
        orders.take(record, lane, listener(lane, context, out));
        done(current, lane, context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws Exception {
        LaneState current = state.value();
        TrainingLane lane = lane(current);
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            lane.finish(listener(lane, context, out));
            offer(lane, context, out);
            report(lane, context, out);
        } else {
            // after a late tick, one of both intervals may be older than what was told
            if (timestamp % publishing.reportEveryMs() == 0 && timestamp > lastReportMs) {
                report(lane, context, out);
            }
            if (publishing.snapshotEveryMs() > 0 && timestamp % publishing.snapshotEveryMs() == 0) {
                offer(lane, context, out);
            }
            registerTicks(context);
        }
        done(current, lane, context);
    }

    private LaneState current(Context context) throws IOException {
        LaneState current = state.value();
        if (current == null) {
            current = new LaneState(before.continued() == 0 ? codec.fresh() : continued());
            registerTicks(context);
        }
        // every time: a run resumed from a drained one has spent the timer, and registering it again changes nothing
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        return current;
    }

    private TrainingLane continued() throws IOException {
        try {
            return published.lane(before.continued(), codec);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new SuppressRestartsException(e);
        }
    }

    private void done(LaneState current, TrainingLane lane, Context context) throws IOException {
        long now = context.timerService().currentProcessingTime();
        orders.word(lane).ifPresent(word -> context.output(WORDS, word.toRecord(publishing.model(), now)));
        state.update(current);
        observe(lane);
    }

    private void report(TrainingLane lane, Context context, Collector<OutgoingRecord> out) {
        StabilityReport stability = lane.report();
        LaneFigures figures = LaneFigures.of(lane, waits);
        waits.clear();
        health.show(stability, figures);
        lastReportMs = context.timerService().currentProcessingTime();
        out.collect(reports.report(lane, stability, figures, lastReportMs));
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

    /** Publishes what is due, unless this version has been published already or the gate withholds it. */
    private void offer(TrainingLane lane, Context context, Collector<OutgoingRecord> out) {
        if (!lane.counts().unpublished(lane.learner().version())) {
            return;
        }
        if (publishing.gate() == null) {
            publish(lane, "off", context);
        } else {
            lane.pass(publishing.gate(), listener(lane, context, out)).ifPresent(why -> publish(lane, why, context));
        }
    }

    /** Publishes unless this version has been published already. */
    private void publish(TrainingLane lane, String why, Context context) {
        if (lane.counts().publish(lane.learner().version())) {
            lastSnapshotMs = context.timerService().currentProcessingTime();
            context.output(PUBLISHED, reports.snapshot(lane, why, lastSnapshotMs));
        }
    }

    private TrainingLane.Listener listener(TrainingLane lane, Context context, Collector<OutgoingRecord> out) {
        return new TrainingLane.Listener() {
            @Override
            public void scored(MiniBatch batch, int from, int to, Predictions scores) {
                long now = context.timerService().currentProcessingTime();
                for (int r = from; predictions != null && r < to; r++) {
                    PredictionRecords.Scores row = new PredictionRecords.Scores(scores, r - from);
                    context.output(PREDICTIONS, predictions.record(batch, r, row, lane.scoredBy(r - from), now));
                }
            }

            @Override
            public void refused(MiniBatch batch, Refusals.Refusal refusal) {
                context.output(REFUSED, refusals.of(batch, refusal.row(), STAGE, refusal.reason()));
            }

            @Override
            public void event(LaneEvent event) {
                heed(event, lane, context, out);
            }

            @Override
            public Optional<NamedTensors> published() {
                try {
                    return published.last();
                } catch (IOException | IllegalStateException | IllegalArgumentException e) {
                    LOG.warn("the last published state cannot return: {}", e.getMessage());
                    return Optional.empty();
                }
            }
        };
    }

    /**
     * Those who serve the model get a state that has returned at once: what was published before may be what had to go. Neither
     * that nor what somebody ordered waits for the gate.
     */
    private void heed(LaneEvent event, TrainingLane lane, Context context, Collector<OutgoingRecord> out) {
        try {
            orders.log(event);
        } catch (Exception e) { // Flink's state declares it
            throw new IllegalStateException("state must be writable: " + e.getMessage(), e);
        }
        switch (event.kind()) {
            case PUBLISH, ROLLED_BACK, RETURNED, HALTED ->
                publish(lane, event.kind().key(), context);
            case LEARNING, NEW_STREAM, DRIFT, PAUSED, RESUMED, WITHHELD, ORDER_WAITS, ORDER_FAILED -> {
                // nothing new to serve
            }
        }
        out.collect(reports.event(event, lane, context.timerService().currentProcessingTime()));
        if (event.kind() == LaneEvent.Kind.HALTED) {
            report(lane, context, out); // the whole evidence, whenever the next report is due
        }
    }

    private void observe(TrainingLane lane) {
        latestVersion = lane.learner().version();
        latestLoss = lane.evaluation().fadingLoss();
        latestVerdict = switch (lane.verdict().state()) {
            case STABLE -> 0;
            case DEGRADED -> 1;
            case HALTED -> 2;
        };
        set(learned, lane.counts().examples());
        set(refusedRows, lane.counts().refusedRows());
        set(refusedBatches, lane.counts().refusedBatches());
        set(snapshots, lane.counts().sequence());
    }

    /** A rollback takes rows back: what was learned can fall. */
    private static void set(LongCounter counter, long value) {
        counter.add(value - counter.getLocalValuePrimitive());
    }
}
