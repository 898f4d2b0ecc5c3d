package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.job.decode.KeptCounter;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.Example;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Turns rows that came after their window had closed into rejects. */
public final class LateFunction extends ProcessFunction<Example, OutgoingRecord>
        implements CheckpointedFunction, ResultTypeQueryable<OutgoingRecord> {
    /** Accumulator: rows rejected for being late since the pipeline's first start. */
    public static final String LATE = "late";

    @Serial
    private static final long serialVersionUID = 1;

    private final PipelineText pipeline;
    private final Publishing publishing;
    private transient RefusedRows refused;
    private transient KeptCounter late;

    /** A function for that pipeline. */
    public LateFunction(PipelineText pipeline, Publishing publishing) {
        this.pipeline = pipeline;
        this.publishing = publishing;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        late = KeptCounter.restore(LATE, context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        late.save();
    }

    @Override
    public void open(OpenContext context) {
        late.register(getRuntimeContext());
        refused = new RefusedRows(publishing.examplesTopic(), pipeline.spec().schema(), publishing.maxRejectBytes());
    }

    @Override
    public void processElement(Example row, Context context, Collector<OutgoingRecord> out) {
        late.increment();
        out.collect(refused.of(row, "window", "late: the row's window of event time was closed"));
    }

    @Override
    public TypeInformation<OutgoingRecord> getProducedType() {
        return StreamTypes.OUTGOING_RECORD;
    }
}
