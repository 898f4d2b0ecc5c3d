package dev.evenkeel.job.window;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * How long the first row of a window has waited, in state of the window: triggers write when it came, and leave that behind when they
 * fire, so that {@link BatchFunction} can read it.
 */
final class Waiting {
    /** When the first row came, in milliseconds of the machine's clock. */
    static final ValueStateDescriptor<Long> SINCE = new ValueStateDescriptor<>("since", Types.LONG);

    private Waiting() {}

    /** Milliseconds until now, and forgets; {@link LaneBatch#UNKNOWN} when nobody wrote when the row came. */
    static long end(ValueState<Long> since, long nowMs) throws IOException {
        Long from = since.value();
        since.clear();
        return from == null ? LaneBatch.UNKNOWN : Math.max(0, nowMs - from);
    }
}
