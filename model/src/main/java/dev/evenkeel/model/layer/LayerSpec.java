package dev.evenkeel.model.layer;

/** A layer as a pipeline file describes it, before shapes are known. Immutable. */
public sealed interface LayerSpec {
    /** The name users write as {@code type}. */
    String type();

    /**
     * Fully connected: y = xW + b.
     *
     * @param units outputs, in [1, 65536]
     */
    record Dense(int units) implements LayerSpec {
        /** Checks the range. */
        public Dense {
            if (units < 1 || units > 65_536) {
                throw new IllegalArgumentException("must be in [1, 65536]: units=" + units);
            }
        }

        @Override
        public String type() {
            return "dense";
        }
    }

    /** Layer normalization over the features of a row, with gain and bias. */
    record LayerNorm() implements LayerSpec {
        @Override
        public String type() {
            return "layer-norm";
        }
    }

    /** max(0, x). */
    record Relu() implements LayerSpec {
        @Override
        public String type() {
            return "relu";
        }
    }
}
