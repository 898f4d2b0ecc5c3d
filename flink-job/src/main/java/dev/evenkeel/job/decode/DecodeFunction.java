package dev.evenkeel.job.decode;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.Schema;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Decodes records. One example object is filled again and again: what follows is a keyed exchange, which copies it. Records that
 * cannot be decoded go to the side output with the reason; the job goes on.
 *
 * <p>Counts what it read and rejected in operator state, so that the numbers are exact across restarts.
 */
public final class DecodeFunction extends ProcessFunction<RawRecord, Example> implements CheckpointedFunction {
    /** Accumulator: records read since the pipeline's first start. */
    public static final String READ = "read";
    /** Accumulator: records rejected since the pipeline's first start. */
    public static final String REJECTED = "rejected";
    /** What the header {@code __connect.errors.stage} says of these. */
    public static final String STAGE = "decode";

    /** Side output of rejected records. */
    public static final OutputTag<OutgoingRecord> REJECTS = new OutputTag<>("rejects", StreamTypes.OUTGOING_RECORD);

    @Serial
    private static final long serialVersionUID = 1;

    private final PipelineText pipeline;
    private final int maxRejectBytes;

    private transient Decoder decoder;
    private transient boolean hasTime;
    private transient boolean keepsKeys;
    private transient Example example;
    private transient Rejects rejects;
    private transient KeptCounter read;
    private transient KeptCounter rejected;

    /** A function that decodes as the pipeline says; rejected originals are cut to {@code maxRejectBytes}. */
    public DecodeFunction(PipelineText pipeline, int maxRejectBytes) {
        this.pipeline = pipeline;
        this.maxRejectBytes = maxRejectBytes;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        read = KeptCounter.restore(READ, context);
        rejected = KeptCounter.restore(REJECTED, context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        read.save();
        rejected.save();
    }

    @Override
    public void open(OpenContext context) {
        PipelineSpec spec = pipeline.spec();
        Schema schema = spec.schema();
        decoder =
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), schema);
        example = new Example(schema.numeric().size());
        hasTime = schema.time().isPresent();
        keepsKeys = spec.predictions().enabled();
        rejects = new Rejects(maxRejectBytes);
        read.register(getRuntimeContext());
        rejected.register(getRuntimeContext());
        getRuntimeContext().getMetricGroup().addGroup("evenkeel").gauge("rejected", () -> rejected.count());
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Example> out) {
        read.increment();
        try {
            decode(record);
        } catch (DecodeException e) {
            rejected.increment();
            context.output(REJECTS, rejects.reject(record, STAGE, e));
            return;
        }
        out.collect(example);
    }

    private void decode(RawRecord record) throws DecodeException {
        decoder.decode(record.value(), example);
        if (!hasTime) {
            example.timeMs(record.timeMs());
        }
        example.origin(record.partition(), record.offset()).key(keepsKeys ? record.key() : null);
    }
}
