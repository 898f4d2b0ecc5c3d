package dev.evenkeel.connectors.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class InputGateTest {
    private final InputGate gate = new InputGate();
    private final ManualClock clock = new ManualClock(1_000_000_000);
    private final List<String> said = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            said.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            said.add("idle");
        }

        @Override
        public void markActive() {
            said.add("active");
        }
    };

    @Test
    void isClosedUntilToldAndOpensWhoeverWaits() {
        CompletableFuture<Void> opening = gate.opening();
        assertThat(gate.held()).isTrue();
        gate.hold(true);
        assertThat(opening).isNotDone();
        gate.hold(false);
        assertThat(opening).isDone();
        assertThat(gate.held()).isFalse();
        gate.hold(true);
        assertThat(gate.opening()).isNotDone();
    }

    @Test
    void sourceAndStrategyThatTravelTogetherShareIt() throws Exception {
        List<InputGate> both = InstantiationUtil.clone(new ArrayList<>(List.of(gate, gate)));
        both.get(0).hold(false);
        assertThat(both.get(1).held()).isFalse();
        assertThat(gate.held()).isTrue();
    }

    @Test
    void aPartitionIsIdleOnlyByTheTimeInWhichItMayBeRead() {
        gate.hold(false);
        WatermarkGenerator<Long> generator = new HeldIdleness<>(
                        WatermarkStrategy.<Long>forMonotonousTimestamps(), Duration.ofMillis(100), gate)
                .createWatermarkGenerator(new Context());
        generator.onEvent(1L, 1, output);
        emit(generator, 40);
        gate.hold(true);
        for (int i = 0; i < 10; i++) {
            emit(generator, 40);
        }
        gate.hold(false);
        emit(generator, 40);
        emit(generator, 40);
        assertThat(said).isNotEmpty().doesNotContain("idle");
        emit(generator, 40);
        emit(generator, 40);
        assertThat(said).contains("idle");
    }

    private void emit(WatermarkGenerator<Long> generator, long afterMs) {
        clock.advanceTime(Duration.ofMillis(afterMs));
        generator.onPeriodicEmit(output);
    }

    /** A clock that goes by hand. */
    private final class Context implements WatermarkGeneratorSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }
}
