package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.data.Projection;
import java.util.Optional;

/** A map of a row's features to fewer numbers. */
@Variants(by = "type", orElse = "none")
public sealed interface ProjectionSpec {
    /** What {@code dimensions} does. */
    String ABOUT = "How many numbers the model sees.";

    /** The learner's view of it. */
    Optional<Projection> toProjection();

    /** All features as they are. */
    record None() implements ProjectionSpec {
        @Override
        public Optional<Projection> toProjection() {
            return Optional.empty();
        }
    }

    /**
     * Random signs: distances are kept.
     *
     * @param dimensions how many numbers come out
     */
    record SparseRandom(
            @Key(about = ABOUT, from = Projection.class, min = "1", max = "4096")
            int dimensions) implements ProjectionSpec {
        /** Checks the range. */
        public SparseRandom {
            Shapes.check(SparseRandom.class, dimensions);
        }

        @Override
        public Optional<Projection> toProjection() {
            return Optional.of(new Projection(Projection.Type.SPARSE_RANDOM, dimensions));
        }
    }

    /**
     * The directions of largest variance of the numbers.
     *
     * @param dimensions how many numbers come out
     */
    record OnlinePca(
            @Key(about = ABOUT, from = Projection.class, min = "1", max = "4096")
            int dimensions) implements ProjectionSpec {
        /** Checks the range. */
        public OnlinePca {
            Shapes.check(OnlinePca.class, dimensions);
        }

        @Override
        public Optional<Projection> toProjection() {
            return Optional.of(new Projection(Projection.Type.ONLINE_PCA, dimensions));
        }
    }
}
