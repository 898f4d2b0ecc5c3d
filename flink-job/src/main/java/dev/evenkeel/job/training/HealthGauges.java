package dev.evenkeel.job.training;

import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The last stability report as gauges of Flink, whose names do not change: {@code findings}, {@code evenness}, {@code rollbacks}, {@code quarantined}, {@code explodingLayers}, {@code vanishingLayers},
 * {@code largestGradientGrowth}. Those of several lanes in one task are the last reporter's.
 */
final class HealthGauges {
    private volatile StabilityReport last;

    HealthGauges(MetricGroup group) {
        add(group, "findings", report -> report.findings().size());
        add(group, "evenness", StabilityReport::evenness);
        add(group, "rollbacks", StabilityReport::rollbacks);
        add(
                group,
                "quarantined",
                report -> report.quarantined().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        add(group, "explodingLayers", report -> count(report, LayerHealth::exploding));
        add(group, "vanishingLayers", report -> count(report, LayerHealth::vanishing));
        add(
                group,
                "largestGradientGrowth",
                report -> report.layers().stream()
                        .mapToDouble(LayerHealth::gradientGrowth)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN));
    }

    private static long count(StabilityReport report, Predicate<LayerHealth> flag) {
        return report.layers().stream().filter(flag).count();
    }

    private void add(MetricGroup group, String name, ToDoubleFunction<StabilityReport> value) {
        group.gauge(name, (Gauge<Double>) () -> last == null ? Double.NaN : value.applyAsDouble(last));
    }

    /** Shows a report from now on. */
    void show(StabilityReport report) {
        last = report;
    }
}
