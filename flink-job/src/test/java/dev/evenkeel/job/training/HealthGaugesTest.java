package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.evaluation.Baselines;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.learner.ColumnRange;
import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import dev.evenkeel.model.stability.UnitHealth;
import dev.evenkeel.model.stability.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

final class HealthGaugesTest {
    private final Map<String, Gauge<?>> gauges = new TreeMap<>();

    /** Writes down what is registered, under the names of its groups. */
    private final class Recorder extends UnregisteredMetricsGroup {
        private final String prefix;

        Recorder(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            assertThat(gauges.put(prefix + name, gauge))
                    .as("registered once: %s", name)
                    .isNull();
            return gauge;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recorder(prefix + key + "=" + value + "/");
        }
    }

    private Object value(String name) {
        return gauges.get(name).getValue();
    }

    private static LaneFigures figures(double accuracy, double rmse, double noChange) {
        double none = Double.NaN;
        Baselines baseline = new Baselines(none, noChange, none, none, none, none);
        Estimates window = new Estimates(
                10, 0.5, none, none, accuracy, none, 0, none, none, none, rmse, none, none, baseline, List.of());
        List<ColumnRange> ranges = List.of(
                new ColumnRange("age", 40, 10), new ColumnRange("new", none, none), new ColumnRange("pay", 9, 2));
        return new LaneFigures(window, 0.25, 0.75, 20, 120, ranges);
    }

    private static StabilityReport report() {
        LayerHealth layer = new LayerHealth("dense", 2, 1, 1, 0.1, 1, -3, 0.05, 5, 20, false, true, 7);
        return new StabilityReport(
                Verdict.WELL,
                List.of(),
                10,
                10,
                List.of(layer),
                List.of(new UnitHealth("relu", 0.2, 1, 0.4)),
                1.5,
                Map.of(),
                Map.of(),
                Map.of("feature age", 2L),
                Map.of(),
                0,
                3);
    }

    @Test
    void nothingIsKnownBeforeTheFirstReport() {
        new HealthGauges(new Recorder(""));
        assertThat(value("rollbacks")).isEqualTo(Double.NaN);
        assertThat(value("leadOverNoChange")).isEqualTo(Double.NaN);
        assertThat(gauges.keySet()).noneMatch(name -> name.startsWith("layer="));
    }

    @Test
    void layersAreGroupsOfTheirOwnRegisteredOnce() {
        HealthGauges health = new HealthGauges(new Recorder(""));
        health.show(report(), figures(0.9, Double.NaN, 0.8));
        health.show(report(), figures(0.9, Double.NaN, 0.8));
        assertThat(value("layer=dense/log10UpdateRatio")).isEqualTo(-3.0);
        assertThat(value("layer=dense/clipRate")).isEqualTo(0.25);
        assertThat(value("layer=relu/deadUnits")).isEqualTo(0.4);
        assertThat(gauges).doesNotContainKeys("layer=relu/clipRate", "layer=dense/deadUnits");
        assertThat(value("explodingLayers")).isEqualTo(1.0);
        assertThat(value("quarantined")).isEqualTo(2.0);
    }

    @Test
    void rangesOfColumnsAreTwoNumbersHoweverManyThereAre() {
        HealthGauges health = new HealthGauges(new Recorder(""));
        health.show(report(), figures(0.9, Double.NaN, 0.8));
        assertThat(value("inputLeastDeviation")).isEqualTo(2.0);
        assertThat(value("inputGreatestDeviation")).isEqualTo(10.0);
        assertThat(value("windowLossP95")).isEqualTo(0.75);
        assertThat(value("windowWaitGreatest")).isEqualTo(120.0);
        assertThat(gauges.keySet()).noneMatch(name -> name.contains("age"));
    }

    @Test
    void theLeadOverNoChangeIsPositiveWhereTheModelIsBetter() {
        HealthGauges health = new HealthGauges(new Recorder(""));
        health.show(report(), figures(0.75, Double.NaN, 0.5));
        assertThat(value("leadOverNoChange")).isEqualTo(0.25);
        health.show(report(), figures(Double.NaN, 2, 3));
        assertThat(value("leadOverNoChange")).isEqualTo(1.0);
    }
}
