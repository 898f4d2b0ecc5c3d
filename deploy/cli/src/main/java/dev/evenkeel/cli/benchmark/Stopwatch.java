package dev.evenkeel.cli.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Takes the time from the first element to the end, and the processor's; lets nothing through. */
final class Stopwatch<T> extends ProcessFunction<T, Long> {
    /** Accumulator: elements seen. */
    static final String ROWS = "rows";
    /** Accumulator: nanoseconds from the first element to the end. */
    static final String NANOS = "nanos";
    /** Accumulator: nanoseconds of this process's threads, meanwhile. */
    static final String CPU_NANOS = "cpu-nanos";

    private static final long serialVersionUID = 1;

    private transient LongCounter rows;
    private transient LongCounter nanos;
    private transient LongCounter cpuNanos;
    private transient long count;
    private transient long startNanos;
    private transient long startCpuNanos;

    @Override
    public void open(OpenContext context) {
        rows = accumulator(ROWS);
        nanos = accumulator(NANOS);
        cpuNanos = accumulator(CPU_NANOS);
    }

    private LongCounter accumulator(String name) {
        LongCounter counter = new LongCounter();
        getRuntimeContext().addAccumulator(name, counter);
        return counter;
    }

    @Override
    public void processElement(T element, Context context, Collector<Long> out) {
        if (count++ == 0) {
            startNanos = System.nanoTime();
            startCpuNanos = cpuNanos();
        }
    }

    @Override
    public void close() {
        rows.add(count);
        nanos.add(System.nanoTime() - startNanos);
        cpuNanos.add(cpuNanos() - startCpuNanos);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
