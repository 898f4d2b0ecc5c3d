package dev.evenkeel.model.plasticity;

import dev.evenkeel.model.layer.HiddenUnits;
import dev.evenkeel.model.layer.Network;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.update.UpdateRule;
import java.util.List;

/**
 * Lets hidden units start anew: weights in as drawn at first, bias and normalizers as at first, weights out zero, so that what the
 * network gives stays as it is but for what the unit said; its mean says goes into the next layer's biases. The rule's slots of all of
 * these start anew, too.
 *
 * <p>Deviation from Dohare et al. and Sokar et al.: the clock of an adaptive rule's bias correction is the parameter's and goes on,
 * so that the first steps of the new weights are up to (1 − β₁)/√(1 − β₂) times a first step, about 3.2 for Adam.
 *
 * <p>Deterministic: draws follow from the seed, the layer, and how many of its units have started anew before. Not thread-safe.
 */
public final class Recycler {
    /** Draws the weights into a unit. */
    public interface Source {
        /** {@code [inputs]} of the layer of that name. */
        float[] draw(String layer, RandomStream random);
    }

    private final Recycling recycling;
    private final List<HiddenUnits> hidden;
    private final UpdateRule rule;
    private final UnitTraces traces;
    private final Source source;
    private final RandomStream random;

    /**
     * A recycler of a network.
     *
     * @param traces what is remembered; changed
     * @param rule whose parameters are the network's
     * @param seed of the draws
     */
    public Recycler(
            Recycling recycling,
            List<HiddenUnits> hidden,
            UnitTraces traces,
            UpdateRule rule,
            Source source,
            long seed) {
        this.recycling = recycling;
        this.hidden = hidden;
        this.rule = rule;
        this.traces = traces;
        this.source = source;
        random = new RandomStream(seed).split("recycle");
    }

    /** Takes in what a step's forward pass gave, after the step has been applied, and recycles what is due. */
    public void observe(Network network) {
        for (HiddenUnits units : hidden) {
            Matrix activations = network.activation(units.last());
            UnitTrace trace = traces.of(units.layer(), units.units());
            trace.add(activations);
            if (recycling instanceof Recycling.ContinualBackprop continual) {
                replace(units, trace, continual, activations.rows());
            } else if (recycling instanceof Recycling.Redo redo && trace.sinceLook() >= redo.every()) {
                trace.look();
                recycleDormant(units, trace, redo.threshold());
            }
        }
    }

    /** Lets all mature units start anew that are dormant now. */
    public void recycleDormant() {
        for (HiddenUnits units : hidden) {
            double threshold = recycling instanceof Recycling.Redo redo ? redo.threshold() : UnitTrace.DORMANT;
            recycleDormant(units, traces.of(units.layer(), units.units()), threshold);
        }
    }

    private void recycleDormant(HiddenUnits units, UnitTrace trace, double threshold) {
        double layer = trace.layerMagnitude();
        for (int u = 0; u < trace.units(); u++) {
            if (mature(trace, u) && trace.dormant(u, layer, threshold)) {
                recycle(units, trace, u);
            }
        }
    }

    private boolean mature(UnitTrace trace, int unit) {
        return trace.age(unit) >= recycling.maturity();
    }

    private void replace(HiddenUnits units, UnitTrace trace, Recycling.ContinualBackprop continual, int rows) {
        int mature = 0;
        for (int u = 0; u < trace.units(); u++) {
            mature += mature(trace, u) ? 1 : 0;
        }
        for (boolean due = trace.due(continual.rate() * rows * mature); due; due = trace.due(0)) {
            trace.pay();
            int least = leastUseful(units, trace);
            if (least >= 0) {
                recycle(units, trace, least);
            }
        }
    }

    /** The mature unit of least utility; -1 when none is mature. */
    private int leastUseful(HiddenUnits units, UnitTrace trace) {
        int least = -1;
        double lowest = Double.POSITIVE_INFINITY;
        for (int u = 0; u < trace.units(); u++) {
            double utility = mature(trace, u) ? trace.magnitude(u) * outgoing(units, u) : Double.POSITIVE_INFINITY;
            if (utility < lowest) {
                lowest = utility;
                least = u;
            }
        }
        return least;
    }

    private static double outgoing(HiddenUnits units, int unit) {
        Matrix next = units.nextWeight().matrix();
        double sum = 0;
        for (int i = next.row(unit); i < next.row(unit) + next.columns(); i++) {
            sum += Math.abs(next.data()[i]);
        }
        return sum;
    }

    private void recycle(HiddenUnits units, UnitTrace trace, int unit) {
        Matrix in = units.weight().matrix();
        float[] fresh = source.draw(units.layer(), random.split(units.layer()).split(trace.recycled()));
        for (int i = 0; i < in.rows(); i++) {
            in.set(i, unit, fresh[i]);
        }
        rule.restart(units.weight(), unit, in.stride(), in.rows());
        set(units.bias(), unit, 0);
        units.gains().forEach(gain -> set(gain, unit, 1));
        units.biases().forEach(bias -> set(bias, unit, 0));
        Matrix out = units.nextWeight().matrix();
        float mean = (float) trace.mean(unit);
        for (int j = 0; j < out.columns(); j++) {
            units.nextBias().values()[j] += mean * out.at(unit, j);
            out.set(unit, j, 0);
        }
        rule.restart(units.nextWeight(), out.row(unit), 1, out.columns());
        trace.restart(unit);
    }

    private void set(DenseParameter parameter, int element, float value) {
        parameter.values()[element] = value;
        rule.restart(parameter, element, 1, 1);
    }
}
