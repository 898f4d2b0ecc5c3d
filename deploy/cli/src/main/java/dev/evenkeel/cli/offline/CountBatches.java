package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.util.function.Consumer;

/** Batches of equally many rows, in the file's order; the last one may be smaller. */
final class CountBatches implements Batches {
    private static final int MOST_EXPECTED = 4096;

    private final int size;
    private final MiniBatch.Builder batch;

    CountBatches(int size, int width) {
        this.size = size;
        batch = new MiniBatch.Builder(width, Math.min(size, MOST_EXPECTED));
    }

    @Override
    public boolean add(Example row, Consumer<MiniBatch> into) {
        if (batch.add(row).rows() == size) {
            finish(into);
        }
        return true;
    }

    @Override
    public void finish(Consumer<MiniBatch> into) {
        if (batch.rows() > 0) {
            into.accept(batch.build());
            batch.clear();
        }
    }
}
