package dev.evenkeel.model.plasticity;

import dev.evenkeel.model.layer.HiddenUnits;
import dev.evenkeel.model.layer.Network;
import dev.evenkeel.model.math.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The activations of hidden units in {@value #ROWS} of the latest rows, one in {@value #EVERY} steps, from which reports are made
 * when they are asked for. No part of a learner's state: after a restore it fills anew. Not thread-safe.
 */
public final class HiddenSample {
    static final int ROWS = 128;
    static final int EVERY = 8;

    private final List<HiddenUnits> hidden;
    private final List<float[]> rings = new ArrayList<>();
    private long steps;
    private int held;

    /** A sample of a network's hidden units that holds nothing. */
    public HiddenSample(List<HiddenUnits> hidden) {
        this.hidden = hidden;
    }

    /** Takes the first row of the last forward pass, when its turn has come. */
    public void observe(Network network) {
        if (steps++ % EVERY != 0) {
            return;
        }
        if (rings.isEmpty()) {
            hidden.forEach(units -> rings.add(new float[ROWS * units.units()]));
        }
        int row = (int) (steps / EVERY % ROWS); // their order does not matter
        for (int l = 0; l < rings.size(); l++) {
            Matrix activations = network.activation(hidden.get(l).last());
            int units = activations.columns();
            System.arraycopy(activations.data(), activations.row(0), rings.get(l), row * units, units);
        }
        held = Math.min(ROWS, held + 1);
    }

    /** One report a layer of hidden units, input side first. */
    public List<HiddenReport> reports(UnitTraces traces) {
        List<HiddenReport> reports = new ArrayList<>();
        for (int l = 0; l < hidden.size(); l++) {
            HiddenUnits units = hidden.get(l);
            float[] rows = held == 0 ? new float[0] : Arrays.copyOf(rings.get(l), held * units.units());
            reports.add(new HiddenReport(
                    units.layer(),
                    units.units(),
                    held == 0 ? Double.NaN : dormant(rows, units.units()),
                    held == 0 ? Double.NaN : EffectiveRank.of(rows, held, units.units()),
                    norm(units.weight().values()),
                    traces.recycled(units.layer())));
        }
        return reports;
    }

    private static double dormant(float[] rows, int units) {
        double[] sums = new double[units];
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            sums[i % units] += Math.abs(rows[i]);
            total += Math.abs(rows[i]);
        }
        int dormant = 0;
        for (double sum : sums) {
            dormant += sum <= UnitTrace.DORMANT * total / units ? 1 : 0;
        }
        return (double) dormant / units;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
