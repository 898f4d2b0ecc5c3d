package dev.evenkeel.model.layer;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the layers of a network remember, by layer. Not thread-safe. */
public final class LayerStates {
    private final Map<String, LayerState> byLayer = new LinkedHashMap<>();

    /**
     * Adds a layer's state.
     *
     * @throws IllegalArgumentException when the layer has one
     */
    void add(LayerState state) {
        if (byLayer.putIfAbsent(state.layer(), state) != null) {
            throw new IllegalArgumentException("must be new: layer=" + state.layer());
        }
    }

    /** A normalizer's moments. */
    RunningMoments moments(String layer) {
        return (RunningMoments) byLayer.get(layer);
    }

    /** A dropout's random stream. */
    DropoutState dropout(String layer) {
        return (DropoutState) byLayer.get(layer);
    }

    /** Puts all of them. */
    public void save(NamedTensors into) {
        byLayer.values().forEach(state -> state.save(into));
    }

    /**
     * Takes what {@link #save} has put.
     *
     * @throws IllegalArgumentException when something is missing or has another type or length; some may have changed
     */
    public void load(NamedTensors from) {
        byLayer.values().forEach(state -> state.load(from));
    }

    /** Independent states of the same values. */
    public LayerStates copy() {
        LayerStates copy = new LayerStates();
        byLayer.values().forEach(state -> copy.add(state.copy()));
        return copy;
    }
}
