package dev.evenkeel.job.window;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.Window;
import org.apache.flink.util.Collector;

/**
 * Gathers a closed window's rows into one {@link LaneBatch}.
 *
 * @param <W> the kind of window
 */
public final class BatchFunction<W extends Window> extends ProcessWindowFunction<Example, LaneBatch, Integer, W> {
    /** In which order rows are learned from. */
    public enum Order {
        /** As they came: within a partition by offset. */
        ARRIVAL,
        /** By time, then partition, then offset: the same from any number of partitions. */
        TIME
    }

    @Serial
    private static final long serialVersionUID = 1;

    private static final Comparator<Example> BY_TIME = Comparator.<Example>comparingLong(Example::timeMs)
            .thenComparingInt(Example::partition)
            .thenComparingLong(Example::offset);

    private final Order order;

    /** A function that keeps that order. */
    public BatchFunction(Order order) {
        this.order = order;
    }

    @Override
    public void process(Integer lane, Context context, Iterable<Example> rows, Collector<LaneBatch> out)
            throws Exception {
        long waitedMs = Waiting.end(context.windowState().getState(Waiting.SINCE), context.currentProcessingTime());
        MiniBatch.Builder batch = null;
        for (Example row : order == Order.TIME ? sorted(rows) : rows) {
            if (batch == null) {
                batch = new MiniBatch.Builder(row.numeric().length, 256);
            }
            batch.add(row);
        }
        if (batch != null) {
            out.collect(new LaneBatch(lane, batch.build(), waitedMs));
        }
    }

    private static List<Example> sorted(Iterable<Example> rows) {
        List<Example> list = new ArrayList<>();
        rows.forEach(list::add);
        list.sort(BY_TIME);
        return list;
    }
}
