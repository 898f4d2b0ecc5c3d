package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Turns snapshots into records: small ones travel in them, larger ones are written to the store first, complete and closed, and
 * the record claims the file. So a crash leaves a file without a record, never a record without a file. The record of the
 * snapshot that falls out of the number kept is deleted.
 */
public final class StoreFunction implements FlatMapFunction<EncodedSnapshot, OutgoingRecord> {
    @Serial
    private static final long serialVersionUID = 1;

    private final String store;
    private final int retain;

    /** A function that writes to {@code store}, a URI of a file system of Flink's, and keeps {@code retain} records. */
    public StoreFunction(String store, int retain) {
        this.store = store;
        this.retain = retain;
    }

    @Override
    public void flatMap(EncodedSnapshot snapshot, Collector<OutgoingRecord> out) throws IOException {
        long sequence = snapshot.id().sequence();
        if (snapshot.bytes().length <= SnapshotRecords.INLINE_BYTES) {
            SnapshotRecords.inline(snapshot.id(), snapshot.bytes(), snapshot.timeMs())
                    .forEach(out::collect);
        } else {
            SnapshotRecords.claim(
                            snapshot.id(),
                            SnapshotFile.write(URI.create(store), sequence, snapshot.bytes()),
                            snapshot.timeMs())
                    .forEach(out::collect);
        }
        if (sequence > retain) {
            out.collect(SnapshotRecords.tombstone(snapshot.id().model(), sequence - retain, snapshot.timeMs()));
        }
    }
}
