package dev.evenkeel.cli.offline;

import dev.evenkeel.config.spec.Late;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.util.function.Consumer;

/** Gathers the rows of a file into mini-batches, as the job's windows would. Not thread-safe. */
interface Batches {
    /** Rows of a batch where the window is one of the clock, which means nothing to a file. */
    int CLOCKLESS_ROWS = 256;

    /**
     * Takes a copy of the row and gives the batches it completes.
     *
     * @return false when the row came too late for its window and the pipeline rejects such rows
     */
    boolean add(Example row, Consumer<MiniBatch> into);

    /** Gives what is left. */
    void finish(Consumer<MiniBatch> into);

    /** The batches of that window for rows of {@code width} numbers. */
    static Batches of(WindowSpec window, int width) {
        if (window instanceof WindowSpec.EventTime time) {
            return new EventTimeBatches(time, width, time.late() == Late.TRAIN);
        }
        int rows = window instanceof WindowSpec.Count count ? count.size() : Math.min(window.largest(), CLOCKLESS_ROWS);
        return new CountBatches(rows, width);
    }
}
