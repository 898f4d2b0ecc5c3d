package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.BatchCodec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.parameter.NamedTensors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Rows that were learned from and may yet be refused: those of the block under way, and of the bad blocks right before it. Holds batches,
 * which nobody changes, not copies. Not thread-safe.
 */
final class Suspects {
    private static final String ROWS = "lane/suspects";

    /** Rows {@code [from, to)} of a batch, but for those refused already. */
    private record Stretch(MiniBatch batch, int from, int to, BitSet refused) {}

    private final List<Stretch> stretches = new ArrayList<>();

    /** Takes rows {@code [from, to)}. */
    void add(MiniBatch batch, int from, int to, BitSet refused) {
        stretches.add(new Stretch(batch, from, to, (BitSet) refused.clone()));
    }

    /** Refuses them all, for one reason; gives how many they were, and forgets them. */
    int refuse(String reason, TrainingLane.Listener listener) {
        int count = 0;
        for (Stretch stretch : stretches) {
            for (int r = stretch.from; r < stretch.to; r++) {
                if (!stretch.refused.get(r)) {
                    count++;
                    listener.refused(stretch.batch, new Refusals.Refusal(r, reason, Refusals.Cause.LANE));
                }
            }
        }
        stretches.clear();
        return count;
    }

    /** Nothing was wrong with them. */
    void clear() {
        stretches.clear();
    }

    void save(NamedTensors into) {
        if (stretches.isEmpty()) {
            return;
        }
        MiniBatch.Builder rows = new MiniBatch.Builder(stretches.get(0).batch.width(), 64);
        for (Stretch stretch : stretches) {
            for (int r = stretch.from; r < stretch.to; r++) {
                if (!stretch.refused.get(r)) {
                    rows.add(stretch.batch, r, r + 1);
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BatchCodec.write(rows.build(), new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        into.put(ROWS, bytes.toByteArray(), bytes.size());
    }

    void load(NamedTensors from) {
        stretches.clear();
        if (!from.contains(ROWS)) {
            return;
        }
        try {
            MiniBatch rows = BatchCodec.readBatch(new DataInputStream(new ByteArrayInputStream(from.bytes(ROWS))));
            stretches.add(new Stretch(rows, 0, rows.rows(), new BitSet()));
        } catch (IOException e) {
            throw new IllegalArgumentException("damaged rows: tensor=" + ROWS, e);
        }
    }
}
