package dev.evenkeel.job.decode;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.Example;
import java.io.Serial;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;

/**
 * Gives records the event time of their rows, at the source, since only there watermarks are kept for each partition. Where the
 * schema names a column of time the row is decoded once more for it; else it is the record's own time.
 *
 * <p>A record that cannot be decoded has the earliest of all times: it moves no watermark.
 */
public final class EventTimes implements TimestampAssignerSupplier<RawRecord> {
    @Serial
    private static final long serialVersionUID = 1;

    private final PipelineText pipeline;

    /** Times of that pipeline's records. */
    public EventTimes(PipelineText pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public TimestampAssigner<RawRecord> createTimestampAssigner(Context context) {
        PipelineSpec spec = pipeline.spec();
        if (spec.schema().time().isEmpty()) {
            return (record, timestamp) -> record.timeMs();
        }
        Decoder decoder =
                Formats.decoder(spec.examples().format().key(), spec.examples().options(), spec.schema());
        Example example = new Example(spec.schema().numeric().size());
        return (record, timestamp) -> {
            try {
                decoder.decode(record.value(), example);
                return example.timeMs();
            } catch (DecodeException e) {
                return Long.MIN_VALUE;
            }
        };
    }
}
