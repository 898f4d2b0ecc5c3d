package dev.evenkeel.connectors.flink;

import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A Kafka source whose readers stop and go by the word of the control topic: one consumer, in the enumerator, tells the readers of all
 * machines. Nothing is read while they stop, and checkpoints and savepoints go on. State of a plain Kafka source is taken over.
 *
 * @param <T> what is read
 */
public final class PausableSource<T> implements Source<T, KafkaPartitionSplit, PausableState>, ResultTypeQueryable<T> {
    @Serial
    private static final long serialVersionUID = 1;

    private final KafkaSource<T> source;
    private final ControlSettings control;
    private final InputGate gate;

    /** The same source, but that it pauses; {@code gate} to be shared with its watermark strategy. */
    public PausableSource(KafkaSource<T> source, ControlSettings control, InputGate gate) {
        this.source = source;
        this.control = control;
        this.gate = gate;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        return new PausableReader<>(source.createReader(context), gate);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, PausableState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return new PausableEnumerator(source.createEnumerator(context), context, control, start());
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, PausableState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, PausableState state) throws Exception {
        return new PausableEnumerator(
                source.restoreEnumerator(context, state.kafka()),
                context,
                control,
                state.standing().orElseGet(this::start));
    }

    private Standing start() {
        return new Standing(false, control.start());
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<PausableState> getEnumeratorCheckpointSerializer() {
        return new PausableState.Serializer(source.getEnumeratorCheckpointSerializer());
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return source.getProducedType();
    }
}
