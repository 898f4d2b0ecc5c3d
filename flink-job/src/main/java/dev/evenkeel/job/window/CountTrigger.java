package dev.evenkeel.job.window;

import dev.evenkeel.model.data.Example;
import java.io.Serial;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;

/**
 * Closes a window at a number of rows, or when its first row has waited long enough, or at the end of input.
 *
 * <p>An event-time timer at the window's last timestamp fires when the input ends or is drained, so the last partial window is
 * trained too; it is deleted with the window, so nothing is left behind per key.
 */
public final class CountTrigger extends Trigger<Example, GlobalWindow> {
    /** No timeout: batches depend on the rows alone. */
    public static final long NO_TIMEOUT = 0;

    @Serial
    private static final long serialVersionUID = 1;

    private static final ValueStateDescriptor<Integer> COUNT = new ValueStateDescriptor<>("count", Types.INT);
    private static final ValueStateDescriptor<Long> DUE = new ValueStateDescriptor<>("due", Types.LONG);

    private final int rows;
    private final long timeoutMs;

    /**
     * A trigger.
     *
     * @param rows &gt;= 1
     * @param timeoutMs how long a row may wait, or {@link #NO_TIMEOUT}
     */
    public CountTrigger(int rows, long timeoutMs) {
        this.rows = rows;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public TriggerResult onElement(Example row, long timestamp, GlobalWindow window, TriggerContext context)
            throws Exception {
        ValueState<Integer> state = context.getPartitionedState(COUNT);
        Integer before = state.value();
        int count = before == null ? 1 : before + 1;
        if (count >= rows) {
            return close(window, context);
        }
        if (count == 1) {
            context.getPartitionedState(Waiting.SINCE).update(context.getCurrentProcessingTime());
            context.registerEventTimeTimer(window.maxTimestamp());
            if (timeoutMs != NO_TIMEOUT) {
                long due = context.getCurrentProcessingTime() + timeoutMs;
                context.registerProcessingTimeTimer(due);
                context.getPartitionedState(DUE).update(due);
            }
        }
        state.update(count);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, GlobalWindow window, TriggerContext context) throws Exception {
        return close(window, context);
    }

    @Override
    public TriggerResult onEventTime(long time, GlobalWindow window, TriggerContext context) throws Exception {
        return close(window, context);
    }

    @Override
    public void clear(GlobalWindow window, TriggerContext context) throws Exception {
        close(window, context);
        context.getPartitionedState(Waiting.SINCE).clear();
    }

    private static TriggerResult close(GlobalWindow window, TriggerContext context) throws Exception {
        context.getPartitionedState(COUNT).clear();
        context.deleteEventTimeTimer(window.maxTimestamp());
        ValueState<Long> due = context.getPartitionedState(DUE);
        if (due.value() != null) {
            context.deleteProcessingTimeTimer(due.value());
            due.clear();
        }
        return TriggerResult.FIRE_AND_PURGE;
    }
}
