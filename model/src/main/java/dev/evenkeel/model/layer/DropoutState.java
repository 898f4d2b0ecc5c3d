package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;

/** The random numbers that a dropout has drawn so far: two longs. Not thread-safe. */
public final class DropoutState implements LayerState {
    private final String layer;
    private RandomStream random;

    /**
     * A state.
     *
     * @param layer its layer's name
     * @param random the layer's own stream; it advances with committed steps
     */
    public DropoutState(String layer, RandomStream random) {
        this.layer = layer;
        this.random = random;
    }

    @Override
    public String layer() {
        return layer;
    }

    /** The stream behind the last committed step. */
    RandomStream random() {
        return random;
    }

    @Override
    public void save(NamedTensors into) {
        into.put("random/" + layer, new long[] {random.key(), random.counter()}, 2);
    }

    @Override
    public void load(NamedTensors from) {
        if (from.onlyForPrediction() && !from.contains("random/" + layer)) {
            return;
        }
        long[] stored = from.longs("random/" + layer, 2);
        random = new RandomStream(stored[0], stored[1]);
    }

    @Override
    public DropoutState copy() {
        return new DropoutState(layer, new RandomStream(random.key(), random.counter()));
    }
}
