package dev.evenkeel.model.layer;

import dev.evenkeel.model.parameter.NamedTensors;

/** What a layer remembers from step to step besides its parameters; changed by {@link Layer#commit} only. */
public sealed interface LayerState permits RunningMoments, DropoutState {
    /** The name of its layer. */
    String layer();

    /** Puts itself: under {@code normalizer/<layer>} what a prediction needs, under {@code random/} what it does not. */
    void save(NamedTensors into);

    /**
     * Takes what {@link #save} has put; copies.
     *
     * @throws IllegalArgumentException when it is missing or has another type or length
     */
    void load(NamedTensors from);

    /** An independent state of the same values. */
    LayerState copy();
}
