package dev.evenkeel.model.layer;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A layer as a pipeline file describes it, before shapes are known. Immutable. */
public sealed interface LayerSpec {
    /** The most outputs a layer can be asked for. */
    int MOST_UNITS = 65_536;

    /** The largest kernel, window and stride. */
    int LARGEST_KERNEL = 1_024;

    /** The name users write as {@code type}: that of the record, {@code batch-norm}. */
    default String type() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The layers inside; empty for most. */
    default List<LayerSpec> inner() {
        return List.of();
    }

    /** Whether it, or a layer inside, normalizes by the moments of a batch. */
    default boolean normalizesBatches() {
        return inner().stream().anyMatch(LayerSpec::normalizesBatches);
    }

    /** Whether it cuts off about half of what it gets, so that weights before it need twice the variance. */
    default boolean rectifies() {
        return false;
    }

    /** A layer with a weight matrix. */
    sealed interface Weighted extends LayerSpec permits Dense, Convolution {
        /** How its weights are drawn. */
        Initialization init();
    }

    /** An activation that cuts off about half of what it gets. */
    sealed interface Rectifier extends LayerSpec permits Relu, LeakyRelu, Gelu, Silu, Softplus {
        @Override
        default boolean rectifies() {
            return true;
        }
    }

    /**
     * The width of the embeddings of tokens; the first of the layers, before which tokens are pooled.
     *
     * @param width numbers that stand for a token, in [1, 1024]
     */
    record Embedding(int width) implements LayerSpec {
        /** Checks the range. */
        public Embedding {
            require(width, 1_024, "width");
        }
    }

    /**
     * Fully connected: y = xW + b.
     *
     * @param units outputs, in [1, 65536]
     * @param init how the weights are drawn
     */
    record Dense(int units, Initialization init) implements Weighted {
        /** Checks the range. */
        public Dense {
            require(units, MOST_UNITS, "units");
            Objects.requireNonNull(init, "init");
        }

        /** Weights drawn by what follows. */
        public Dense(int units) {
            this(units, Initialization.AUTO);
        }
    }

    /**
     * Convolution over one or two dimensions, as many as the input has, with the same kernel length and stride in both.
     *
     * @param filters output channels, in [1, 65536]
     * @param kernel length, in [1, 1024]
     * @param stride in [1, 1024]
     * @param padding at the edges
     * @param init how the weights are drawn
     */
    record Convolution(int filters, int kernel, int stride, Padding padding, Initialization init) implements Weighted {
        /** Checks the ranges. */
        public Convolution {
            require(filters, MOST_UNITS, "filters");
            require(kernel, LARGEST_KERNEL, "kernel");
            require(stride, LARGEST_KERNEL, "stride");
            Objects.requireNonNull(padding, "padding");
            Objects.requireNonNull(init, "init");
        }
    }

    /** What a pooling layer makes of the numbers under its window. Persisted by {@link #key()}. */
    enum Reduction {
        /** The largest. */
        MAX("max"),
        /** Their mean. */
        AVERAGE("average");

        private final String key;

        Reduction(String key) {
            this.key = key;
        }

        /** The name users write. */
        public String key() {
            return key;
        }
    }

    /**
     * One number for each window and channel.
     *
     * @param kind which
     * @param size length of the window, in [1, 1024]
     * @param stride in [1, 1024]
     * @param padding at the edges, which never counts
     */
    record Pooling(Reduction kind, int size, int stride, Padding padding) implements LayerSpec {
        /** Checks the ranges. */
        public Pooling {
            Objects.requireNonNull(kind, "kind");
            require(size, LARGEST_KERNEL, "size");
            require(stride, LARGEST_KERNEL, "stride");
            Objects.requireNonNull(padding, "padding");
        }
    }

    /**
     * One number for each channel.
     *
     * @param kind which
     */
    record GlobalPooling(Reduction kind) implements LayerSpec {
        /** Refuses null. */
        public GlobalPooling {
            Objects.requireNonNull(kind, "kind");
        }
    }

    /** A tensor as features. */
    record Flatten() implements LayerSpec {}

    /**
     * y = x + f(x).
     *
     * @param layers f, at least one
     */
    record Residual(List<LayerSpec> layers) implements LayerSpec {
        /** Copies the list. */
        public Residual {
            layers = List.copyOf(layers);
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("needs at least one: layers=[]");
            }
        }

        @Override
        public List<LayerSpec> inner() {
            return layers;
        }
    }

    /**
     * Learns length and direction of a layer's weights apart.
     *
     * @param layer which
     */
    record WeightNorm(Weighted layer) implements LayerSpec {
        /** Checks the layer. */
        public WeightNorm {
            if (layer.init() == Initialization.ZERO) {
                throw new IllegalArgumentException("must have a direction: init=zero");
            }
        }

        @Override
        public List<LayerSpec> inner() {
            return List.of(layer);
        }
    }

    /**
     * In training, zeroes numbers at random.
     *
     * @param rate their share, in [0, 1)
     */
    record Dropout(double rate) implements LayerSpec {
        /** Checks the range. */
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("must be in [0, 1): rate=" + rate);
            }
        }
    }

    /** max(0, x). */
    record Relu() implements Rectifier {}

    /**
     * x above 0, a fraction of x below.
     *
     * @param slope the fraction, in [0, 1)
     */
    record LeakyRelu(double slope) implements Rectifier {
        /** Checks the range. */
        public LeakyRelu {
            if (!(slope >= 0 && slope < 1)) {
                throw new IllegalArgumentException("must be in [0, 1): slope=" + slope);
            }
        }
    }

    /** xΦ(x). */
    record Gelu() implements Rectifier {}

    /** x/(1 + e^(−x)). */
    record Silu() implements Rectifier {}

    /** ln(1 + e^x). */
    record Softplus() implements Rectifier {}

    /** The hyperbolic tangent. */
    record Tanh() implements LayerSpec {}

    /** 1/(1 + e^(−x)). */
    record Sigmoid() implements LayerSpec {}

    /**
     * Batch normalization by the batch's own moments.
     *
     * @param decay of the running moments that predictions use, per example, in [0, 1)
     */
    record BatchNorm(double decay) implements LayerSpec {
        /** Checks the range. */
        public BatchNorm {
            settings(decay);
        }

        BatchNormSettings settings() {
            return settings(decay);
        }

        private static BatchNormSettings settings(double decay) {
            return new BatchNormSettings(decay, BatchNormSettings.DEFAULT_EPSILON, 1, 0, 0, 1);
        }

        @Override
        public boolean normalizesBatches() {
            return true;
        }
    }

    /**
     * Batch renormalization: see {@link BatchNormSettings} for the parameters.
     *
     * @param decay of the running moments
     * @param rMax limit of r
     * @param dMax limit of d
     * @param ramp examples until the limits
     */
    record BatchRenorm(double decay, double rMax, double dMax, long ramp) implements LayerSpec {
        /** Checks the ranges. */
        public BatchRenorm {
            settings(decay, rMax, dMax, ramp);
        }

        BatchNormSettings settings() {
            return settings(decay, rMax, dMax, ramp);
        }

        private static BatchNormSettings settings(double decay, double rMax, double dMax, long ramp) {
            return new BatchNormSettings(
                    decay, BatchNormSettings.DEFAULT_EPSILON, rMax, dMax, ramp, BatchNormSettings.LEAST_ROWS);
        }

        @Override
        public boolean normalizesBatches() {
            return true;
        }
    }

    /** Layer normalization over the features of a row, with gain and bias. */
    record LayerNorm() implements LayerSpec {}

    /** Root mean square normalization over the features of a row, with gain. */
    record RmsNorm() implements LayerSpec {}

    /** Normalization of each channel of a row over its positions. */
    record InstanceNorm() implements LayerSpec {}

    /**
     * Normalization of groups of channels of a row over positions.
     *
     * @param groups that divide the channels, &gt;= 1
     */
    record GroupNorm(int groups) implements LayerSpec {
        /** Checks the range. */
        public GroupNorm {
            require(groups, MOST_UNITS, "groups");
        }
    }

    private static void require(int value, int most, String name) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("must be in [1, " + most + "]: " + name + "=" + value);
        }
    }
}
