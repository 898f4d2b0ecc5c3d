package dev.evenkeel.connectors.flink;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Follows the control topic and tells readers whether to read. A reader that has just begun hears it as soon as the topic has been read to
 * its end; till then it reads nothing, so that a job that was paused stays so from the first row on.
 */
final class PausableEnumerator implements SplitEnumerator<KafkaPartitionSplit, PausableState> {
    private static final long PERIOD_MS = 100;

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final ControlFollower follower;
    private Standing standing;
    private boolean caughtUp;

    PausableEnumerator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            ControlSettings control,
            Standing standing) {
        this.kafka = kafka;
        this.context = context;
        this.standing = standing;
        follower = new ControlFollower(control, standing);
    }

    @Override
    public void start() {
        kafka.start();
        context.callAsync(follower::catchUp, this::learn);
        context.callAsync(follower::read, this::learn, PERIOD_MS, PERIOD_MS);
    }

    private void learn(Standing read, Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException("orders cannot be read: " + failure.getMessage(), failure);
        }
        boolean news = !caughtUp || read.held() != standing.held();
        standing = read;
        caughtUp = true;
        if (news) {
            context.registeredReaders().keySet().forEach(this::tell);
        }
    }

    private void tell(int reader) {
        context.sendEventToSourceReader(reader, new PausableReader.Word(standing.held()));
    }

    @Override
    public void addReader(int subtask) {
        kafka.addReader(subtask);
        if (caughtUp) {
            tell(subtask);
        }
    }

    @Override
    public PausableState snapshotState(long checkpointId) throws Exception {
        return new PausableState(kafka.snapshotState(checkpointId), Optional.of(standing));
    }

    @Override
    public void handleSplitRequest(int subtask, String hostname) {
        kafka.handleSplitRequest(subtask, hostname);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        kafka.addSplitsBack(splits, subtask);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        kafka.handleSourceEvent(subtask, event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
        try {
            kafka.close();
        } finally {
            follower.close();
        }
    }
}
