package dev.evenkeel.job.training;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.window.LaneBatch;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.util.Collector;

/** The trainer of a job, whose update rule takes steps that are far too long while certain rows are learned. */
public final class BombedTrainer extends KeyedCoProcessFunction<Integer, LaneBatch, RawRecord, OutgoingRecord> {
    @Serial
    private static final long serialVersionUID = 1;

    /** Rows over which the rule would fall back to its own steps by itself: two mini-batches, so that it does not within one. */
    private static final long ROWS = 512;

    private final TrainFunction trainer;
    private final PipelineText pipeline;
    private final long from;
    private final long to;
    private final double factor;
    private transient ValueState<LaneState> state;

    private BombedTrainer(TrainFunction trainer, PipelineText pipeline, long from, long to, double factor) {
        this.trainer = trainer;
        this.pipeline = pipeline;
        this.from = from;
        this.to = to;
        this.factor = factor;
    }

    /** Puts the bomb into a job that has not started: rows with offsets in {@code [from, to)} are learned in such steps. */
    public static void plant(StreamGraph graph, PipelineText pipeline, long from, long to, double factor) {
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getOperatorFactory() instanceof SimpleOperatorFactory<?> factory
                    && factory.getOperator() instanceof KeyedCoProcessOperator<?, ?, ?, ?> operator
                    && operator.getUserFunction() instanceof TrainFunction trainer) {
                node.setOperatorFactory(SimpleOperatorFactory.of(
                        new KeyedCoProcessOperator<>(new BombedTrainer(trainer, pipeline, from, to, factor))));
                return;
            }
        }
        throw new IllegalStateException("must have a trainer: job=" + graph.getJobName());
    }

    @Override
    public void setRuntimeContext(RuntimeContext context) {
        super.setRuntimeContext(context);
        trainer.setRuntimeContext(context);
    }

    @Override
    public void open(OpenContext context) {
        trainer.open(context);
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("lane", new LaneStateSerializer()));
    }

    @Override
    public void processElement1(LaneBatch element, Context context, Collector<OutgoingRecord> out) throws Exception {
        long first = element.batch().offsets()[0];
        LaneState lane = state.value();
        if (first >= from && first < to && lane != null) {
            lane.lane(pipeline.laneCodec()).learner().raise(factor, ROWS);
            state.update(lane);
        }
        trainer.processElement1(element, context, out);
    }

    @Override
    public void processElement2(RawRecord order, Context context, Collector<OutgoingRecord> out) throws Exception {
        trainer.processElement2(order, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws Exception {
        trainer.onTimer(timestamp, context, out);
    }
}
