package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns descriptions of layers into parameters and a network. Layers are named by type and number, {@code dense-0}; the linear
 * layer that is added at the end is {@code output}. Immutable.
 */
public final class NetworkDesign {
    private static final String WEIGHT = "/weight";
    private static final String GAIN = "/gain";
    private static final String BIAS = "/bias";

    /** A layer with its shape; {@code rectified} when a ReLU comes before the next dense layer. */
    private record Stage(String name, LayerSpec spec, int inputs, int outputs, boolean rectified) {}

    private final List<Stage> stages = new ArrayList<>();

    /**
     * A design.
     *
     * @param inputs columns of the input, &gt;= 1
     * @param hidden the layers before the output layer
     * @param outputs scores a row, &gt;= 1
     */
    public NetworkDesign(int inputs, List<LayerSpec> hidden, int outputs) {
        Map<String, Integer> numbers = new HashMap<>();
        int width = inputs;
        for (int l = 0; l < hidden.size(); l++) {
            LayerSpec spec = hidden.get(l);
            int out = spec instanceof LayerSpec.Dense dense ? dense.units() : width;
            int number = numbers.merge(spec.type(), 1, Integer::sum) - 1;
            stages.add(new Stage(spec.type() + "-" + number, spec, width, out, rectified(hidden, l)));
            width = out;
        }
        stages.add(new Stage("output", new LayerSpec.Dense(outputs), width, outputs, false));
    }

    private static boolean rectified(List<LayerSpec> layers, int layer) {
        for (int l = layer + 1; l < layers.size() && !(layers.get(l) instanceof LayerSpec.Dense); l++) {
            if (layers.get(l) instanceof LayerSpec.Relu) {
                return true;
            }
        }
        return false;
    }

    /** Adds the layers' parameters: gains one, all else zero. */
    public void declare(Parameters parameters) {
        for (Stage stage : stages) {
            if (stage.spec instanceof LayerSpec.Dense) {
                parameters.add(new DenseParameter(stage.name + WEIGHT, stage.inputs, stage.outputs));
                parameters.add(new DenseParameter(stage.name + BIAS, stage.outputs));
            } else if (stage.spec instanceof LayerSpec.LayerNorm) {
                DenseParameter gain = parameters.add(new DenseParameter(stage.name + GAIN, stage.outputs));
                float[] ones = new float[stage.outputs];
                Arrays.fill(ones, 1);
                gain.set(ones);
                parameters.add(new DenseParameter(stage.name + BIAS, stage.outputs));
            }
        }
    }

    /**
     * Draws the weights of dense layers from normals, each weight matrix from a stream of its own split by the parameter's name:
     * with variance 2/inputs where a ReLU follows (He et al., arXiv 1502.01852, equation 10), 1/inputs elsewhere.
     */
    public void initialize(Parameters parameters, RandomStream random) {
        for (Stage stage : stages) {
            if (stage.spec instanceof LayerSpec.Dense) {
                DenseParameter weight = parameters.dense(stage.name + WEIGHT);
                RandomStream stream = random.split(weight.name());
                float deviation = (float) Math.sqrt((stage.rectified ? 2.0 : 1.0) / stage.inputs);
                float[] values = new float[Math.toIntExact(weight.count())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = deviation * stream.nextGaussian();
                }
                weight.set(values);
            }
        }
    }

    /**
     * The network over parameters that {@link #declare} has added.
     *
     * @param maxRows of the largest batch
     */
    public Network build(Parameters parameters, Gemm gemm, int maxRows) {
        List<Layer> layers = new ArrayList<>();
        for (Stage stage : stages) {
            if (stage.spec instanceof LayerSpec.Dense) {
                layers.add(new Dense(
                        parameters.dense(stage.name + WEIGHT), parameters.dense(stage.name + BIAS), gemm, maxRows));
            } else if (stage.spec instanceof LayerSpec.LayerNorm) {
                layers.add(new LayerNorm(
                        parameters.dense(stage.name + GAIN), parameters.dense(stage.name + BIAS), maxRows));
            } else {
                layers.add(new Relu(stage.name, stage.outputs, maxRows));
            }
        }
        return new Network(layers);
    }
}
