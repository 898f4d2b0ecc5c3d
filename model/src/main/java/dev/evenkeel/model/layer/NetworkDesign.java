package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns descriptions of layers into parameters, states and a network. Layers are named by type and number in the order of the
 * description, those inside others included: {@code dense-0}. The linear layer that is added at the end is {@code output}.
 * Immutable.
 */
public final class NetworkDesign {
    private static final String OUTPUT = "output";

    private final List<Stage> stages;

    /**
     * A design for features.
     *
     * @param inputs columns of the input, &gt;= 1
     * @param hidden the layers before the output layer
     * @param outputs scores a row, &gt;= 1
     * @throws LayerShapeException naming the first layer that does not fit
     */
    public NetworkDesign(int inputs, List<LayerSpec> hidden, int outputs) {
        this(TensorShape.of(inputs), hidden, outputs);
    }

    /**
     * A design.
     *
     * @param input of a row
     * @param hidden the layers before the output layer; one of type {@code embedding} may be first and says nothing here
     * @param outputs scores a row, &gt;= 1
     * @throws LayerShapeException naming the first layer that does not fit
     */
    public NetworkDesign(TensorShape input, List<LayerSpec> hidden, int outputs) {
        stages = new ArrayList<>(new Planner().plan(input, hidden));
        TensorShape last =
                stages.isEmpty() ? input : stages.get(stages.size() - 1).output();
        if (!last.flat()) {
            throw new LayerShapeException(
                    List.of(Math.max(0, hidden.size() - 1)),
                    hidden.isEmpty() ? OUTPUT : hidden.get(hidden.size() - 1).type(),
                    "gives the shape " + last + ", but the output layer takes [features]; put flatten or"
                            + " global-pooling after it");
        }
        stages.add(WeightedStage.dense(OUTPUT, new LayerSpec.Dense(outputs), last.size(), false));
    }

    /** Adds the layers' parameters: gains one, all else zero. */
    public void declare(Parameters parameters) {
        stages.forEach(stage -> stage.declare(parameters));
    }

    /**
     * Draws the weights as the layers' descriptions say, each weight matrix from a stream of its own split by the parameter's
     * name.
     */
    public void initialize(Parameters parameters, RandomStream random) {
        stages.forEach(stage -> stage.initialize(parameters, random));
    }

    /**
     * Weights into one unit of a layer, as if it were drawn with the others.
     *
     * @param layer the name of a dense or convolutional layer
     * @return {@code [inputs]}
     * @throws IllegalArgumentException when there is no such layer with weights
     */
    public float[] drawUnit(String layer, RandomStream random) {
        return stages.stream()
                .filter(stage -> stage.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such layer: layer=" + layer))
                .drawUnit(random);
    }

    /**
     * What the layers remember, as before the first example.
     *
     * @param random from which each layer that draws numbers gets a stream of its own, split by its name
     */
    public LayerStates states(RandomStream random) {
        LayerStates states = new LayerStates();
        stages.forEach(stage -> stage.remember(states, random));
        return states;
    }

    /**
     * The network over parameters that {@link #declare} has added, with memory of its own.
     *
     * @param maxRows of the largest batch
     */
    public Network build(Parameters parameters, Gemm gemm, int maxRows) {
        return build(parameters, states(new RandomStream(0)), gemm, maxRows);
    }

    /**
     * The network over parameters that {@link #declare} has added.
     *
     * @param states from {@link #states}; the network's commits change them
     * @param maxRows of the largest batch
     */
    public Network build(Parameters parameters, LayerStates states, Gemm gemm, int maxRows) {
        Materials materials = new Materials(parameters, states, gemm, maxRows);
        return new Network(stages.stream().map(stage -> stage.build(materials)).toList());
    }
}
