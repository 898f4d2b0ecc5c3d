package dev.evenkeel.connectors.flink;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/**
 * A reader that gives nothing while its gate is closed. Checkpoints go on: positions are those of records given, not of those fetched.
 *
 * @param <T> what is read
 */
@SuppressWarnings("try") // Flink closes it, and declares that this may be interrupted
final class PausableReader<T> implements SourceReader<T, KafkaPartitionSplit> {
    /** The enumerator to a reader: read, or do not. */
    record Word(boolean held) implements SourceEvent {}

    private final SourceReader<T, KafkaPartitionSplit> reader;
    private final InputGate gate;

    PausableReader(SourceReader<T, KafkaPartitionSplit> reader, InputGate gate) {
        this.reader = reader;
        this.gate = gate;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof Word word) {
            gate.hold(word.held());
        } else {
            reader.handleSourceEvents(event);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        return gate.held() ? InputStatus.NOTHING_AVAILABLE : reader.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return gate.held() ? gate.opening() : reader.isAvailable();
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        reader.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
