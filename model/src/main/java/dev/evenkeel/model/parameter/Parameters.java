package dev.evenkeel.model.parameter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The trainable parameters of a model by name, in the order they were added. Layers hold the same objects; so do update rules,
 * whose slots follow this order. Not thread-safe.
 *
 * <p>The methods that speak of {@link INDArray} need ND4J and its natives at run time; nothing else here does.
 */
public final class Parameters {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();

    /**
     * Adds a parameter.
     *
     * @return the parameter
     * @throws IllegalArgumentException when the name is taken
     */
    public <P extends Parameter> P add(P parameter) {
        if (byName.putIfAbsent(parameter.name(), parameter) != null) {
            throw new IllegalArgumentException("must be new: parameter=" + parameter.name());
        }
        return parameter;
    }

    /** All parameters, in order. */
    public List<Parameter> all() {
        return Collections.unmodifiableList(new ArrayList<>(byName.values()));
    }

    /**
     * The parameter of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Parameter get(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no such parameter: parameter=" + name + ", present=" + byName.keySet());
        }
        return parameter;
    }

    /**
     * The dense parameter of that name.
     *
     * @throws IllegalArgumentException when there is none, or it is a table
     */
    public DenseParameter dense(String name) {
        if (get(name) instanceof DenseParameter dense) {
            return dense;
        }
        throw new IllegalArgumentException("must be dense: parameter=" + name);
    }

    /**
     * The table of that name.
     *
     * @throws IllegalArgumentException when there is none, or it is dense
     */
    public RowTable table(String name) {
        if (get(name) instanceof RowTable table) {
            return table;
        }
        throw new IllegalArgumentException("must be a table: parameter=" + name);
    }

    /** Trainable numbers, allocated or not. */
    public long count() {
        return byName.values().stream().mapToLong(Parameter::count).sum();
    }

    /** Puts all values under {@code prefix}. */
    public void save(String prefix, NamedTensors into) {
        byName.values().forEach(parameter -> parameter.save(prefix, into));
    }

    /**
     * Takes what {@link #save} has put.
     *
     * @throws IllegalArgumentException when something is missing or has another type or shape; some parameters may have changed
     */
    public void load(String prefix, NamedTensors from) {
        byName.values().forEach(parameter -> parameter.load(prefix, from));
    }

    /** Independent parameters of the same values, in the same order. */
    public Parameters copy() {
        Parameters copy = new Parameters();
        byName.values().forEach(parameter -> copy.add(parameter.copy()));
        return copy;
    }

    /**
     * A copy of a dense parameter in its logical shape.
     *
     * @throws IllegalArgumentException when there is no such dense parameter
     */
    public INDArray toNd4j(String name) {
        DenseParameter parameter = dense(name);
        return Nd4jTensors.toNd4j(
                new NamedTensors.Tensor(NamedTensors.Type.F32, parameter.shape(), parameter.unpadded()));
    }

    /**
     * Sets a dense parameter from an array of its logical shape, whatever its order, strides and offset.
     *
     * @throws IllegalArgumentException when there is no such dense parameter, or the shape differs
     */
    public void fromNd4j(String name, INDArray values) {
        DenseParameter parameter = dense(name);
        Nd4jTensors.requireShape(name, values, parameter.shape());
        parameter.set(Nd4jTensors.floats(values));
    }
}
