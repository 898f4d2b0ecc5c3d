package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.update.Noise;

/** Random numbers on the way from gradient to weights. */
@Variants
public sealed interface NoiseSpec {
    /**
     * The learner's view of it.
     *
     * @param seed of the random stream
     */
    Noise toNoise(long seed);

    /** Deterministic training. */
    record None() implements NoiseSpec {
        @Override
        public Noise toNoise(long seed) {
            return Noise.NONE;
        }
    }

    /**
     * Annealed Gaussian noise on gradients.
     *
     * @param gaussian its variance at first
     */
    record Gaussian(
            @Key(
                    about =
                            "Noise on gradients: its variance at first, which shrinks with the steps to the power 0.55.",
                    required = true,
                    example = "0.01",
                    above = "0")
            double gaussian)
            implements NoiseSpec {
        /** Checks the range. */
        public Gaussian {
            Shapes.check(Gaussian.class, gaussian);
        }

        @Override
        public Noise toNoise(long seed) {
            return new Noise(Noise.Kind.GAUSSIAN, gaussian, seed);
        }
    }

    /**
     * Stochastic gradient Langevin dynamics.
     *
     * @param sgld the temperature
     */
    record Sgld(
            @Key(
                    about = "Noise on changes, of variance twice the learning rate times this temperature.",
                    required = true,
                    example = "1e-4",
                    above = "0")
            double sgld)
            implements NoiseSpec {
        /** Checks the range. */
        public Sgld {
            Shapes.check(Sgld.class, sgld);
        }

        @Override
        public Noise toNoise(long seed) {
            return new Noise(Noise.Kind.LANGEVIN, sgld, seed);
        }
    }
}
