package dev.evenkeel.connectors.flink;

import java.io.Serial;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;

/**
 * A strategy that calls a partition idle which has had nothing for a while, but for the time in which its input is held: a pause must
 * not move watermarks, or rows that come after it would be late.
 *
 * @param <T> what is read
 */
public final class HeldIdleness<T> implements WatermarkStrategy<T> {
    @Serial
    private static final long serialVersionUID = 1;

    private final WatermarkStrategy<T> strategy;
    private final Duration timeout;
    private final InputGate gate;

    /** A strategy with idleness; {@code gate} is that of the source. */
    public HeldIdleness(WatermarkStrategy<T> strategy, Duration timeout, InputGate gate) {
        this.strategy = strategy;
        this.timeout = timeout;
        this.gate = gate;
    }

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new WatermarksWithIdleness<>(
                strategy.createWatermarkGenerator(context), timeout, new Clock(context.getInputActivityClock(), gate));
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return strategy.createTimestampAssigner(context);
    }

    /** Stands still while input is held; asked often, each time it is asked it takes the time since the last as held or not. */
    private static final class Clock implements RelativeClock {
        private static final long NANOS_PER_MS = 1_000_000;

        private final RelativeClock clock;
        private final InputGate gate;
        private long lastNanos;
        private long heldNanos;

        Clock(RelativeClock clock, InputGate gate) {
            this.clock = clock;
            this.gate = gate;
            lastNanos = clock.relativeTimeNanos();
        }

        @Override
        public long relativeTimeNanos() {
            long now = clock.relativeTimeNanos();
            heldNanos += gate.held() ? now - lastNanos : 0;
            lastNanos = now;
            return now - heldNanos;
        }

        @Override
        public long relativeTimeMillis() {
            return relativeTimeNanos() / NANOS_PER_MS;
        }
    }
}
