package dev.evenkeel.job.training;

import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.UnitHealth;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A layer's share of the last report as gauges of Flink; only what it has is registered. */
final class LayerGauges {
    private final MetricGroup group;
    private volatile LayerHealth health;
    private volatile UnitHealth units;

    LayerGauges(MetricGroup group) {
        this.group = group;
    }

    void show(LayerHealth now) {
        boolean first = health == null;
        health = now;
        if (first) {
            health("log10UpdateRatio", LayerHealth::logRatio);
            health("gradientNorm", LayerHealth::gradientNorm);
            health("boundedGradientNorm", LayerHealth::boundedNorm);
            health("stepSize", LayerHealth::stepSize);
            health("clipRate", layer -> layer.sampled() == 0 ? Double.NaN : (double) layer.clipped() / layer.sampled());
        }
    }

    void show(UnitHealth now) {
        boolean first = units == null;
        units = now;
        if (first) {
            units("activationMean", UnitHealth::mean);
            units("activationDeviation", UnitHealth::deviation);
            units("deadUnits", UnitHealth::dead);
        }
    }

    private void health(String name, ToDoubleFunction<LayerHealth> value) {
        group.gauge(name, (Gauge<Double>) () -> value.applyAsDouble(health));
    }

    private void units(String name, ToDoubleFunction<UnitHealth> value) {
        group.gauge(name, (Gauge<Double>) () -> value.applyAsDouble(units));
    }
}
