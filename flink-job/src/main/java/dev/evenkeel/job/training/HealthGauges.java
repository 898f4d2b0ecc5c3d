package dev.evenkeel.job.training;

import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The last report as gauges of Flink, whose names do not change ({@code deploy/prometheus/README.md} lists them); NaN where nothing is
 * known. Those of several lanes in one task are the last reporter's. A layer is a group {@code layer} with its name as value, which
 * reporters make a label; a feature never is one, since there may be any number of them.
 */
final class HealthGauges {
    private final MetricGroup group;
    private final Map<String, LayerGauges> layers = new HashMap<>();
    private volatile StabilityReport last;
    private volatile LaneFigures figures;

    HealthGauges(MetricGroup group) {
        this.group = group;
        add("findings", report -> report.findings().size());
        add("evenness", StabilityReport::evenness);
        add("rollbacks", StabilityReport::rollbacks);
        add(
                "quarantined",
                report -> report.quarantined().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        add("explodingLayers", report -> count(report, LayerHealth::exploding));
        add("vanishingLayers", report -> count(report, LayerHealth::vanishing));
        add(
                "largestGradientGrowth",
                report -> report.layers().stream()
                        .mapToDouble(LayerHealth::gradientGrowth)
                        .filter(Double::isFinite)
                        .max()
                        .orElse(Double.NaN));
        evaluation("windowLoss", Estimates::loss);
        evaluation("windowAccuracy", Estimates::accuracy);
        evaluation("windowRmse", Estimates::rmse);
        evaluation("windowNoChange", Estimates::noChange);
        evaluation("leadOverNoChange", HealthGauges::lead);
        figure("windowLossP50", LaneFigures::lossMedian);
        figure("windowLossP95", LaneFigures::lossTail);
        figure("windowWait", LaneFigures::meanWaitMs);
        figure("windowWaitGreatest", LaneFigures::greatestWaitMs);
        figure("inputLeastDeviation", LaneFigures::leastDeviation);
        figure("inputGreatestDeviation", LaneFigures::greatestDeviation);
    }

    /** By how much the predictions of the last rows are better than no change: in accuracy, or in RMSE. */
    private static double lead(Estimates window) {
        return Double.isNaN(window.accuracy())
                ? window.noChange() - window.rmse()
                : window.accuracy() - window.noChange();
    }

    private static long count(StabilityReport report, Predicate<LayerHealth> flag) {
        return report.layers().stream().filter(flag).count();
    }

    private void add(String name, ToDoubleFunction<StabilityReport> value) {
        group.gauge(name, (Gauge<Double>) () -> last == null ? Double.NaN : value.applyAsDouble(last));
    }

    private void evaluation(String name, ToDoubleFunction<Estimates> value) {
        figure(name, all -> value.applyAsDouble(all.window()));
    }

    private void figure(String name, ToDoubleFunction<LaneFigures> value) {
        group.gauge(name, (Gauge<Double>) () -> figures == null ? Double.NaN : value.applyAsDouble(figures));
    }

    /** Shows a report, and figures of the same moment, from now on. */
    void show(StabilityReport report, LaneFigures beside) {
        last = report;
        figures = beside;
        report.layers().forEach(layer -> layer(layer.layer()).show(layer));
        report.activations().forEach(units -> layer(units.layer()).show(units));
    }

    private LayerGauges layer(String name) {
        return layers.computeIfAbsent(name, layer -> new LayerGauges(group.addGroup("layer", layer)));
    }
}
