package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.List;

/** A dense or convolutional layer, its weights learned as they are or as length and direction. */
final class WeightedStage extends Stage {
    /** Makes the layer over a weight and a bias. */
    interface Builder {
        Layer build(DenseParameter weight, DenseParameter bias, Gemm gemm, int maxRows);
    }

    private final Weights weights;
    private final Builder builder;
    private final boolean normalized;

    private WeightedStage(String name, TensorShape output, Weights weights, Builder builder, boolean normalized) {
        super(name, output);
        this.weights = weights;
        this.builder = builder;
        this.normalized = normalized;
    }

    static WeightedStage dense(String name, LayerSpec.Dense spec, int inputs, boolean rectified) {
        Weights weights = new Weights(spec.init(), rectified, List.of(inputs, spec.units()));
        return new WeightedStage(name, TensorShape.of(spec.units()), weights, Dense::new, false);
    }

    static WeightedStage convolution(
            String name, LayerSpec.Convolution spec, TensorShape input, Sweep sweep, boolean rectified) {
        Extent kernel = sweep.kernel();
        List<Integer> shape = List.of(kernel.height(), kernel.width(), input.channels(), spec.filters());
        return new WeightedStage(
                name,
                input.with(sweep.output(), spec.filters()),
                new Weights(spec.init(), rectified, shape),
                (weight, bias, gemm, maxRows) -> new Convolution(weight, bias, sweep, gemm, maxRows),
                false);
    }

    /** The same layer with weights learned as length and direction. */
    WeightedStage normalized(String name) {
        return new WeightedStage(name, output(), weights, builder, true);
    }

    @Override
    void declare(Parameters parameters) {
        if (normalized) {
            parameters.add(weights.parameter(name() + DIRECTION));
            declareGain(parameters, weights.outputs());
        } else {
            parameters.add(weights.parameter(name() + WEIGHT));
        }
        declareBias(parameters, weights.outputs());
    }

    @Override
    void initialize(Parameters parameters, RandomStream random) {
        DenseParameter weight = parameters.dense(name() + (normalized ? DIRECTION : WEIGHT));
        weights.draw(weight, random);
        if (normalized) {
            double[] norms = new double[weights.outputs()];
            WeightNorm.norms(weight.matrix(), norms);
            float[] gains = new float[norms.length];
            for (int j = 0; j < gains.length; j++) {
                gains[j] = (float) norms[j];
            }
            parameters.dense(name() + GAIN).set(gains);
        }
    }

    @Override
    float[] drawUnit(RandomStream random) {
        return weights.drawOutput(random);
    }

    @Override
    Layer build(Materials from) {
        DenseParameter bias = from.parameters().dense(name() + BIAS);
        if (!normalized) {
            DenseParameter weight = from.parameters().dense(name() + WEIGHT);
            return builder.build(weight, bias, from.gemm(), from.maxRows());
        }
        DenseParameter weight = weights.parameter(name() + WEIGHT);
        return new WeightNorm(
                builder.build(weight, bias, from.gemm(), from.maxRows()),
                weight,
                from.parameters().dense(name() + DIRECTION),
                from.parameters().dense(name() + GAIN));
    }
}
