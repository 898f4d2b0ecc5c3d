package dev.evenkeel.job.training;

import dev.evenkeel.connectors.flink.SnapshotFile;
import dev.evenkeel.connectors.kafka.Claim;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.SnapshotId;
import dev.evenkeel.connectors.kafka.SnapshotRecords;
import dev.evenkeel.model.snapshot.SnapshotDelta;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns snapshots into records: complete, or as what has changed since their base. Small ones travel in the record, larger ones are
 * written to the store first, complete and closed, and the record claims the file. So a crash leaves a file without a record, never
 * a record without a file.
 *
 * <p>Snapshots that fall out of the number kept are deleted from the topic, unless one that is kept needs them as its base. Their
 * files go one checkpoint after the one that has committed the deletion, and with them what crashes have left.
 */
public final class StoreFunction extends RichFlatMapFunction<EncodedSnapshot, OutgoingRecord>
        implements CheckpointedFunction, CheckpointListener {
    @Serial
    private static final long serialVersionUID = 2;

    private static final Logger LOG = LoggerFactory.getLogger(StoreFunction.class);

    private static final ListStateDescriptor<long[]> KEPT =
            new ListStateDescriptor<>("kept", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

    private final StoreSettings settings;
    private final long[] before;

    private transient KeptSnapshots kept;
    private transient DeltaSeries series;
    private transient ListState<long[]> state;
    private transient NavigableMap<Long, NavigableSet<Long>> keptAt;
    private transient NavigableSet<Long> committed;
    private transient String model;

    /**
     * A function that stores as told.
     *
     * @param before what is in the topic when there is no state that says it: each sequence, followed by its base's
     */
    public StoreFunction(StoreSettings settings, long... before) {
        this.settings = settings;
        this.before = before.clone();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore().getListState(KEPT);
        kept = new KeptSnapshots(settings.retain());
        if (!context.isRestored()) {
            kept.restore(before);
        }
        for (long[] saved : state.get()) {
            kept.restore(saved);
        }
        keptAt = new TreeMap<>();
    }

    @Override
    public void open(OpenContext context) {
        series = new DeltaSeries(settings.fullEvery());
    }

    @Override
    public void flatMap(EncodedSnapshot snapshot, Collector<OutgoingRecord> out) throws IOException {
        SnapshotId id = snapshot.id();
        Optional<SnapshotDelta> delta = series.next(snapshot.bytes());
        if (delta.isPresent()) {
            store(snapshot, series.base(), delta.get().encode()).forEach(out::collect);
        } else {
            store(snapshot).forEach(out::collect);
        }
        long base = delta.isPresent() ? series.base() : id.sequence();
        for (long old : kept.add(id.sequence(), base)) {
            out.collect(SnapshotRecords.tombstone(id.model(), old, snapshot.timeMs()));
        }
    }

    private List<OutgoingRecord> store(EncodedSnapshot snapshot) throws IOException {
        byte[] bytes = snapshot.bytes();
        return bytes.length <= SnapshotRecords.INLINE_BYTES
                ? SnapshotRecords.inline(snapshot.id(), bytes, snapshot.timeMs())
                : SnapshotRecords.claim(snapshot.id(), write(snapshot.id(), bytes), snapshot.timeMs());
    }

    private List<OutgoingRecord> store(EncodedSnapshot snapshot, long base, byte[] delta) throws IOException {
        return delta.length <= SnapshotRecords.INLINE_BYTES
                ? SnapshotRecords.inlineDelta(snapshot.id(), base, delta, snapshot.timeMs())
                : SnapshotRecords.claimDelta(snapshot.id(), base, write(snapshot.id(), delta), snapshot.timeMs());
    }

    private Claim write(SnapshotId id, byte[] bytes) throws IOException {
        model = id.model();
        return SnapshotFile.write(settings.folder(model), id.sequence(), bytes);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(kept.toArray()));
        if (model != null) {
            keptAt.put(context.getCheckpointId(), kept.sequences());
        }
    }

    /** Deletes the files of what the checkpoint before this one has deleted from the topic: by now that is committed for sure. */
    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        if (committed != null) {
            NavigableSet<Long> live = committed;
            try {
                SnapshotFile.deleteIf(
                        settings.folder(model), sequence -> sequence < live.last() && !live.contains(sequence));
            } catch (IOException e) {
                LOG.warn("files of old snapshots stay for now: {}", e.getMessage());
            }
        }
        committed = keptAt.getOrDefault(checkpoint, committed);
        keptAt.headMap(checkpoint, true).clear();
    }
}
