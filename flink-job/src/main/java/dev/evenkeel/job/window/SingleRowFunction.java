package dev.evenkeel.job.window;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.io.Serial;
import org.apache.flink.api.common.functions.MapFunction;

/** Makes a batch of each row that came after its window had closed, so that it is trained all the same. */
public final class SingleRowFunction implements MapFunction<Example, LaneBatch> {
    @Serial
    private static final long serialVersionUID = 1;

    private final int lane;

    /** A function for rows of that lane. */
    public SingleRowFunction(int lane) {
        this.lane = lane;
    }

    @Override
    public LaneBatch map(Example row) {
        return new LaneBatch(
                lane, new MiniBatch.Builder(row.numeric().length, 1).add(row).build());
    }
}
