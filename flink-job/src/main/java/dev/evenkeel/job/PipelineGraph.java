package dev.evenkeel.job;

import static dev.evenkeel.job.window.LaneBatchSerializer.LANE_BATCH;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.Cadence;
import dev.evenkeel.config.spec.Guarantee;
import dev.evenkeel.config.spec.Late;
import dev.evenkeel.config.spec.Start;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.connectors.flink.ControlSettings;
import dev.evenkeel.connectors.flink.HeldIdleness;
import dev.evenkeel.connectors.flink.InputGate;
import dev.evenkeel.connectors.flink.KafkaSinks;
import dev.evenkeel.connectors.flink.KafkaSources;
import dev.evenkeel.connectors.flink.PausableSource;
import dev.evenkeel.connectors.flink.SinkSettings;
import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.flink.SourceSettings;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.SnapshotTopic;
import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.decode.EventTimes;
import dev.evenkeel.job.rejects.RejectCounts;
import dev.evenkeel.job.rejects.RejectFunction;
import dev.evenkeel.job.rejects.RejectSettings;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.training.LateFunction;
import dev.evenkeel.job.training.Publishing;
import dev.evenkeel.job.training.StoreFunction;
import dev.evenkeel.job.training.StoreSettings;
import dev.evenkeel.job.training.TrainFunction;
import dev.evenkeel.job.window.BatchFunction;
import dev.evenkeel.job.window.CountTrigger;
import dev.evenkeel.job.window.LaneBatch;
import dev.evenkeel.job.window.SingleRowFunction;
import dev.evenkeel.job.window.TimeTrigger;
import dev.evenkeel.model.data.Example;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.util.OutputTag;

/**
 * Builds the job's graph: examples, decode, window by lane, train by lane, and out to Kafka. Every operator has a fixed uid, so
 * that state finds its way back.
 */
public final class PipelineGraph {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final OutputTag<Example> LATE = new OutputTag<>("late", StreamTypes.EXAMPLE);

    private final PipelineSpec spec;
    private final PipelineText text;
    private final KafkaAccess access;
    private final Publishing publishing;
    private final int lane;
    private final ControlSettings control;
    private final int rejectBytes;
    private final Optional<Beginning> beginning;
    private final InputGate gate = new InputGate();

    /**
     * What a start found out about the topics.
     *
     * @param controlFrom the offset in each partition of the control topic from which orders count, for a job without state
     * @param rejectBytes what a record of the topic of rejects may take
     * @param beginning the snapshot that a job without state continues; empty: it begins with an untrained model
     */
    public record Facts(Map<Integer, Long> controlFrom, int rejectBytes, Optional<Beginning> beginning) {}

    private PipelineGraph(PipelineSpec spec, Facts facts) {
        this.spec = spec;
        rejectBytes = facts.rejectBytes();
        beginning = facts.beginning();
        text = new PipelineText(spec);
        access = new KafkaAccess(spec.kafka().bootstrap(), spec.kafka().properties());
        lane = LaneKeys.of(1, spec.maxParallelism())[0];
        control = new ControlSettings(access, spec.control().topic(), spec.name(), facts.controlFrom());
        Cadence snapshots = spec.snapshots().every();
        publishing = new Publishing(
                spec.name(),
                spec.name(),
                spec.examples().topic(),
                rejectBytes,
                spec.metrics().every().toMillis(),
                snapshots.time().map(Duration::toMillis).orElse(0L),
                snapshots.batches().orElse(0),
                spec.snapshots().gate().toGate(spec.model().task()).orElse(null));
    }

    /** Adds the pipeline's operators to the environment. */
    public static void build(PipelineSpec spec, Facts facts, StreamExecutionEnvironment environment) {
        new PipelineGraph(spec, facts).build(environment);
    }

    private void build(StreamExecutionEnvironment environment) {
        environment.setParallelism(spec.parallelism());
        SingleOutputStreamOperator<Example> decoded = environment
                .fromSource(
                        new PausableSource<>(KafkaSources.create(source()), control, gate),
                        watermarks(),
                        "examples",
                        StreamTypes.RAW_RECORD)
                .uid("examples")
                .process(new DecodeFunction(text, rejectBytes), StreamTypes.EXAMPLE)
                .uid("decode")
                .name("decode");
        SingleOutputStreamOperator<LaneBatch> batches =
                windowed(decoded).setParallelism(1).uid("window").name("window");
        DataStream<OutgoingRecord> rejects = decoded.getSideOutput(DecodeFunction.REJECTS);
        DataStream<LaneBatch> all = batches;
        if (spec.window() instanceof WindowSpec.EventTime time) {
            SideOutputs late = late(batches, time.late());
            all = late.trained().map(rows -> batches.union(rows)).orElse(all);
            rejects = late.rejected().map(rejects::union).orElse(rejects);
        }
        SingleOutputStreamOperator<OutgoingRecord> trained = all.keyBy(LaneBatch::lane, Types.INT)
                .connect(orders(environment))
                .process(new TrainFunction(text, publishing, published()), StreamTypes.OUTGOING_RECORD)
                .setParallelism(1)
                .uid("train")
                .name("train");
        publish(trained, rejects.union(trained.getSideOutput(TrainFunction.REFUSED)));
    }

    private KeyedStream<RawRecord, Integer> orders(StreamExecutionEnvironment environment) {
        int key = lane;
        return environment
                .fromSource(
                        KafkaSources.control(control, spec.kafka().group()),
                        WatermarkStrategy.noWatermarks(),
                        "control",
                        StreamTypes.RAW_RECORD)
                .setParallelism(1)
                .uid("control")
                .keyBy(order -> key, Types.INT);
    }

    private TrainFunction.Published published() {
        SnapshotTopic topic = new SnapshotTopic(access, spec.snapshots().topic(), PATIENCE, SnapshotFile::open);
        return new TrainFunction.Published(
                topic, beginning.map(Beginning::sequence).orElse(0L));
    }

    private SourceSettings source() {
        SourceSettings.Start start = SourceSettings.Start.EARLIEST;
        if (spec.examples().start() instanceof Start.Timestamp at) {
            start = SourceSettings.Start.timestamp(at.timestamp().toEpochMilli());
        } else if (spec.examples().start() instanceof Start.Latest) {
            start = SourceSettings.Start.LATEST;
        }
        start = beginning
                .map(from -> SourceSettings.Start.offsets(from.offsets()))
                .orElse(start);
        return new SourceSettings(access, spec.examples().topic(), spec.kafka().group(), start, Optional.empty());
    }

    private WatermarkStrategy<RawRecord> watermarks() {
        if (!(spec.window() instanceof WindowSpec.EventTime time)) {
            return WatermarkStrategy.noWatermarks();
        }
        WatermarkStrategy<RawRecord> strategy = WatermarkStrategy.<RawRecord>forBoundedOutOfOrderness(
                        time.outOfOrderness())
                .withTimestampAssigner(new EventTimes(text));
        return time.idleTimeout()
                .<WatermarkStrategy<RawRecord>>map(timeout -> new HeldIdleness<>(strategy, timeout, gate))
                .orElse(strategy);
    }

    private SingleOutputStreamOperator<LaneBatch> windowed(DataStream<Example> decoded) {
        int key = lane;
        KeyedStream<Example, Integer> keyed = decoded.keyBy(row -> key, Types.INT);
        if (spec.window() instanceof WindowSpec.EventTime time) {
            return keyed.window(TumblingEventTimeWindows.of(time.length()))
                    .trigger(new TimeTrigger(TimeTrigger.Clock.EVENT, time.maxRows()))
                    .sideOutputLateData(LATE)
                    .process(new BatchFunction<>(BatchFunction.Order.TIME), LANE_BATCH);
        }
        if (spec.window() instanceof WindowSpec.ProcessingTime time) {
            return keyed.window(TumblingProcessingTimeWindows.of(time.length()))
                    .trigger(new TimeTrigger(TimeTrigger.Clock.PROCESSING, time.maxRows()))
                    .process(new BatchFunction<>(BatchFunction.Order.ARRIVAL), LANE_BATCH);
        }
        WindowSpec.Count count = (WindowSpec.Count) spec.window();
        long timeoutMs = count.timeout().map(Duration::toMillis).orElse(CountTrigger.NO_TIMEOUT);
        return keyed.window(GlobalWindows.create())
                .trigger(new CountTrigger(count.size(), timeoutMs))
                .process(new BatchFunction<>(BatchFunction.Order.ARRIVAL), LANE_BATCH);
    }

    /** What becomes of late rows; one of the two. */
    private record SideOutputs(
            Optional<DataStream<LaneBatch>> trained, Optional<DataStream<OutgoingRecord>> rejected) {}

    private SideOutputs late(SingleOutputStreamOperator<LaneBatch> batches, Late late) {
        DataStream<Example> rows = batches.getSideOutput(LATE);
        if (late == Late.TRAIN) {
            return new SideOutputs(
                    Optional.of(rows.map(new SingleRowFunction(lane), LANE_BATCH)
                            .setParallelism(1)
                            .uid("late")
                            .name("late")),
                    Optional.empty());
        }
        return new SideOutputs(
                Optional.empty(),
                Optional.of(rows.process(new LateFunction(text, publishing), StreamTypes.OUTGOING_RECORD)
                        .setParallelism(1)
                        .uid("late")
                        .name("late")));
    }

    private void publish(SingleOutputStreamOperator<OutgoingRecord> trained, DataStream<OutgoingRecord> rejects) {
        int key = lane;
        DataStream<OutgoingRecord> counts = rejects.keyBy(reject -> key, Types.INT)
                .process(new RejectCounts(publishing), StreamTypes.OUTGOING_RECORD)
                .setParallelism(1)
                .uid("reject-counts")
                .name("reject-counts");
        trained.union(counts)
                .sinkTo(KafkaSinks.create(
                        sink(spec.metrics().topic(), "metrics", spec.delivery().metrics())))
                .setParallelism(1)
                .uid("metrics")
                .name("metrics");
        trained.getSideOutput(TrainFunction.WORDS)
                .sinkTo(KafkaSinks.create(SinkSettings.atLeastOnce(access, control.topic())))
                .setParallelism(1)
                .uid("words")
                .name("words");
        trained.getSideOutput(TrainFunction.PUBLISHED)
                .flatMap(new StoreFunction(StoreSettings.of(spec), kept()), StreamTypes.OUTGOING_RECORD)
                .setParallelism(1)
                .uid("store")
                .name("store")
                .sinkTo(KafkaSinks.create(sink(
                        spec.snapshots().topic(), "snapshots", spec.delivery().snapshots())))
                .setParallelism(1)
                .uid("snapshots")
                .name("snapshots");
        if (spec.predictions().enabled()) {
            trained.getSideOutput(TrainFunction.PREDICTIONS)
                    .sinkTo(KafkaSinks.create(sink(spec.predictions().topic(), "predictions", Guarantee.EXACTLY_ONCE)))
                    .setParallelism(1)
                    .uid("predictions")
                    .name("predictions");
        }
        rejects.process(new RejectFunction(RejectSettings.of(spec, access, rejectBytes)), StreamTypes.OUTGOING_RECORD)
                .setParallelism(1)
                .uid("reject")
                .name("reject")
                .sinkTo(KafkaSinks.create(sink(spec.rejects().topic(), "rejects", Guarantee.EXACTLY_ONCE)))
                .setParallelism(1)
                .uid("rejects")
                .name("rejects");
    }

    private long[] kept() {
        return beginning.stream()
                .flatMap(from -> from.kept().stream())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private SinkSettings sink(String topic, String name, Guarantee guarantee) {
        if (guarantee == Guarantee.AT_LEAST_ONCE) {
            return SinkSettings.atLeastOnce(access, topic);
        }
        return SinkSettings.exactlyOnce(
                access,
                topic,
                new SinkSettings.Transactions(
                        spec.kafka().transactionalIdPrefix() + "-" + name,
                        spec.delivery().transactionTimeout()));
    }
}
