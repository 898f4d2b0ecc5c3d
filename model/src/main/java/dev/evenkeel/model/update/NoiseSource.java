package dev.evenkeel.model.update;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.Gradient;

/**
 * Draws the noise of steps. What it draws for a step follows from the seed and the step's number: a step that is refused and comes
 * again draws the same. Not thread-safe.
 */
final class NoiseSource {
    private static final double ANNEALING = 0.55;

    private final Noise settings;
    private long restarted;
    private RandomStream stream;
    private float deviation;

    NoiseSource(Noise settings) {
        this.settings = settings;
    }

    /** Whether there is any noise. */
    boolean present() {
        return settings.kind() != Noise.Kind.NONE;
    }

    /**
     * Begins a step.
     *
     * @param steps made before
     */
    void begin(long steps) {
        if (present()) {
            stream = new RandomStream(settings.seed()).split("noise").split(steps);
            deviation = (float) Math.sqrt(settings.level() / Math.pow(1.0 + steps - restarted, ANNEALING));
        }
    }

    /** Adds to a parameter's gradient, in place. */
    void perturb(Gradient gradient) {
        if (settings.kind() == Noise.Kind.GAUSSIAN) {
            add(gradient, gradient.values(), deviation);
        }
    }

    /** Adds to the first elements of a gradient, in place. */
    void perturb(float[] gradient, int length) {
        if (settings.kind() == Noise.Kind.GAUSSIAN) {
            add(gradient, 0, length, deviation);
        }
    }

    /**
     * Adds to a parameter's change, in place.
     *
     * @param layout how the elements lie
     * @param rate of the step
     */
    void diffuse(Gradient layout, float[] change, double rate) {
        if (settings.kind() == Noise.Kind.LANGEVIN) {
            add(layout, change, (float) Math.sqrt(2 * rate * settings.level()));
        }
    }

    /** Adds to the first elements of a change, in place. */
    void diffuse(float[] change, int length, double rate) {
        if (settings.kind() == Noise.Kind.LANGEVIN) {
            add(change, 0, length, (float) Math.sqrt(2 * rate * settings.level()));
        }
    }

    /** Padding stays zero. */
    private void add(Gradient layout, float[] values, float size) {
        if (layout instanceof Gradient.Dense dense) {
            for (int r = 0; r < dense.matrix().rows(); r++) {
                add(values, dense.matrix().row(r), dense.matrix().columns(), size);
            }
        } else {
            add(values, 0, layout.length(), size);
        }
    }

    private void add(float[] values, int from, int length, float size) {
        for (int i = from; i < from + length; i++) {
            values[i] += size * stream.nextGaussian();
        }
    }

    /** Anneals from here on. */
    void restart(long steps) {
        restarted = steps;
    }

    /** The step at which annealing began. */
    long restarted() {
        return restarted;
    }
}
