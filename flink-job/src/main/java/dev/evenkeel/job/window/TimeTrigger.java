package dev.evenkeel.job.window;

import dev.evenkeel.model.data.Example;
import java.io.Serial;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Closes a window of time at its end, or early at a number of rows so that a burst cannot exhaust memory. Windows of processing
 * time are also closed at the end of input, when their timers would not fire any more.
 */
public final class TimeTrigger extends Trigger<Example, TimeWindow> {
    /** Which clock the windows follow. */
    public enum Clock {
        /** The rows' own time. */
        EVENT,
        /** The machine's time. */
        PROCESSING
    }

    @Serial
    private static final long serialVersionUID = 1;

    private static final ValueStateDescriptor<Integer> COUNT = new ValueStateDescriptor<>("count", Types.INT);

    private final Clock clock;
    private final int maxRows;

    /** A trigger; {@code maxRows} &gt;= 1. */
    public TimeTrigger(Clock clock, int maxRows) {
        this.clock = clock;
        this.maxRows = maxRows;
    }

    @Override
    public TriggerResult onElement(Example row, long timestamp, TimeWindow window, TriggerContext context)
            throws Exception {
        ValueState<Integer> state = context.getPartitionedState(COUNT);
        Integer before = state.value();
        int count = before == null ? 1 : before + 1;
        if (count == 1) {
            context.getPartitionedState(Waiting.SINCE).update(context.getCurrentProcessingTime());
            context.registerEventTimeTimer(clock == Clock.EVENT ? window.maxTimestamp() : Long.MAX_VALUE);
            if (clock == Clock.PROCESSING) {
                context.registerProcessingTimeTimer(window.maxTimestamp());
            }
        }
        if (count >= maxRows) {
            return close(window, context);
        }
        state.update(count);
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) throws Exception {
        return closeUnlessEmpty(window, context);
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) throws Exception {
        return closeUnlessEmpty(window, context);
    }

    private TriggerResult closeUnlessEmpty(TimeWindow window, TriggerContext context) throws Exception {
        if (context.getPartitionedState(COUNT).value() == null) {
            return TriggerResult.CONTINUE; // closed early, and nothing came since
        }
        return close(window, context);
    }

    @Override
    public void clear(TimeWindow window, TriggerContext context) throws Exception {
        close(window, context);
        context.getPartitionedState(Waiting.SINCE).clear();
    }

    private TriggerResult close(TimeWindow window, TriggerContext context) throws Exception {
        context.getPartitionedState(COUNT).clear();
        context.deleteEventTimeTimer(clock == Clock.EVENT ? window.maxTimestamp() : Long.MAX_VALUE);
        if (clock == Clock.PROCESSING) {
            context.deleteProcessingTimeTimer(window.maxTimestamp());
        }
        return TriggerResult.FIRE_AND_PURGE;
    }
}
