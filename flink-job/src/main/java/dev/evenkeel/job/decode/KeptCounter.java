package dev.evenkeel.job.decode;

import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * An accumulator that survives restarts: it is kept in operator state and counts on from there, so its total is exact since the
 * pipeline's first start. One instance a subtask; not thread-safe.
 */
public final class KeptCounter {
    private final String name;
    private final ListState<Long> state;
    private final LongCounter counter = new LongCounter();

    private KeptCounter(String name, ListState<Long> state) {
        this.name = name;
        this.state = state;
    }

    /** The counter of that name, as it was restored. */
    public static KeptCounter restore(String name, FunctionInitializationContext context) throws Exception {
        KeptCounter kept = new KeptCounter(
                name, context.getOperatorStateStore().getListState(new ListStateDescriptor<>(name, Types.LONG)));
        for (long count : kept.state.get()) {
            kept.counter.add(count);
        }
        return kept;
    }

    /** Shows the counter among the job's accumulators; call it when the operator opens. */
    public void register(RuntimeContext context) {
        context.addAccumulator(name, counter);
    }

    /** Counts one. */
    public void increment() {
        counter.add(1);
    }

    /** The count of this subtask. */
    public long count() {
        return counter.getLocalValue();
    }

    /** Writes the count into a checkpoint. */
    public void save() throws Exception {
        state.update(List.of(counter.getLocalValue()));
    }
}
