package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.layer.BatchNormSettings;
import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.Padding;
import java.util.List;
import java.util.Optional;

/** A layer between input and output. */
@Variants(by = "type")
public sealed interface HiddenLayer {
    /** What {@code init} does. */
    String INIT = "How weights are drawn; auto: he before a rectifier, lecun elsewhere.";

    /** What {@code padding} does. */
    String PADDING = "same: zeros around the grid, so that stride 1 keeps its size; valid: none.";

    /** What {@code decay} does. */
    String DECAY = "Decay of the running moments that predictions use, per example.";

    /** The learner's view of it. */
    LayerSpec toLayer();

    /**
     * Fully connected.
     *
     * @param units outputs
     * @param init how weights are drawn
     */
    record Dense(
            @Key(about = "Outputs of the layer.", required = true, example = "64", min = "1", max = "65536")
            int units,

            @Key(about = INIT, orElse = "auto") Initialization init)
            implements HiddenLayer {
        /** Checks the ranges. */
        public Dense {
            Shapes.check(Dense.class, units, init);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Dense(units, init);
        }
    }

    /**
     * Slides kernels over one or two dimensions.
     *
     * @param filters output channels
     * @param kernel length
     * @param stride distance
     * @param padding at the edges
     * @param init how weights are drawn
     */
    record Convolution(
            @Key(about = "Output channels.", required = true, example = "16", min = "1", max = "65536")
            int filters,

            @Key(about = "Length of the kernel in each dimension.", orElse = "3", min = "1", max = "1024")
            int kernel,

            @Key(about = "Distance of neighbouring positions.", orElse = "1", min = "1", max = "1024")
            int stride,

            @Key(about = PADDING, orElse = "same") Padding padding,

            @Key(about = INIT, orElse = "auto") Initialization init)
            implements HiddenLayer {
        /** Checks the ranges. */
        public Convolution {
            Shapes.check(Convolution.class, filters, kernel, stride, padding, init);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Convolution(filters, kernel, stride, padding, init);
        }
    }

    /**
     * One number for each window and channel.
     *
     * @param kind which number
     * @param size length
     * @param stride distance; empty means the size
     * @param padding at the edges
     */
    record Pooling(
            @Key(about = "What becomes of the numbers under a window.", orElse = "max")
            LayerSpec.Reduction kind,

            @Key(about = "Length of the window in each dimension.", orElse = "2", min = "1", max = "1024")
            int size,

            @Key(
                    about = "Distance of neighbouring windows; auto: the size.",
                    orElse = "auto",
                    none = "auto",
                    min = "1",
                    max = "1024")
            Optional<Integer> stride,

            @Key(about = PADDING, orElse = "valid") Padding padding)
            implements HiddenLayer {
        /** Checks the ranges. */
        public Pooling {
            Shapes.check(Pooling.class, kind, size, stride, padding);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Pooling(kind, size, stride.orElse(size), padding);
        }
    }

    /**
     * One number for each channel.
     *
     * @param kind which number
     */
    record GlobalPooling(
            @Key(about = "What becomes of the numbers of a channel.", orElse = "average")
            LayerSpec.Reduction kind) implements HiddenLayer {
        /** Checks the ranges. */
        public GlobalPooling {
            Shapes.check(GlobalPooling.class, kind);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.GlobalPooling(kind);
        }
    }

    /** A tensor as features. */
    record Flatten() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Flatten();
        }
    }

    /**
     * The width of the embeddings of tokens; first in the list.
     *
     * @param width numbers
     */
    record Embedding(
            @Key(about = "Numbers that stand for a token.", required = true, example = "16", min = "1", max = "1024")
            int width)
            implements HiddenLayer {
        /** Checks the ranges. */
        public Embedding {
            Shapes.check(Embedding.class, width);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Embedding(width);
        }
    }

    /**
     * Adds what goes in to what layers make of it.
     *
     * @param layers what is added
     */
    record Residual(
            @Key(
                    about = "What is added; gives the shape it takes.",
                    required = true,
                    example = "[{type: dense, units: 64}, {type: relu}]")
            List<HiddenLayer> layers)
            implements HiddenLayer {
        /** Checks the ranges. */
        public Residual {
            Shapes.check(Residual.class, layers);
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("must name at least one: layers=[]");
            }
            layers = List.copyOf(layers);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Residual(
                    layers.stream().map(HiddenLayer::toLayer).toList());
        }
    }

    /**
     * Learns length and direction of a layer's weights apart.
     *
     * @param layer dense or convolution
     */
    record WeightNorm(
            @Key(about = "A dense or convolution layer.") HiddenLayer layer) implements HiddenLayer {
        /** Checks the ranges. */
        public WeightNorm {
            Shapes.check(WeightNorm.class, layer);
            if (!(layer.toLayer() instanceof LayerSpec.Weighted weighted)) {
                throw new IllegalArgumentException("must be dense or convolution: layer=" + layer);
            }
            if (weighted.init() == Initialization.ZERO) {
                throw new IllegalArgumentException("must not start with weights of zero: layer=" + layer);
            }
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.WeightNorm((LayerSpec.Weighted) layer.toLayer());
        }
    }

    /**
     * In training, zeroes numbers at random.
     *
     * @param rate their share
     */
    record Dropout(
            @Key(about = "Their share.", orElse = "0.1", min = "0", below = "1")
            double rate) implements HiddenLayer {
        /** Checks the ranges. */
        public Dropout {
            Shapes.check(Dropout.class, rate);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Dropout(rate);
        }
    }

    /** Cuts off below zero. */
    record Relu() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Relu();
        }
    }

    /**
     * Keeps a fraction below zero.
     *
     * @param slope the fraction
     */
    record LeakyRelu(
            @Key(about = "The fraction.", orElse = "0.01", min = "0", below = "1")
            double slope) implements HiddenLayer {
        /** Checks the ranges. */
        public LeakyRelu {
            Shapes.check(LeakyRelu.class, slope);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.LeakyRelu(slope);
        }
    }

    /** x times the normal distribution function of x. */
    record Gelu() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Gelu();
        }
    }

    /** x times the logistic function of x. */
    record Silu() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Silu();
        }
    }

    /** ln(1 + e^x). */
    record Softplus() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Softplus();
        }
    }

    /** The hyperbolic tangent. */
    record Tanh() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Tanh();
        }
    }

    /** The logistic function. */
    record Sigmoid() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.Sigmoid();
        }
    }

    /**
     * Normalizes by the moments of the batch.
     *
     * @param decay of the running moments
     */
    record BatchNorm(
            @Key(about = DECAY, from = BatchNormSettings.class, min = "0", below = "1")
            double decay) implements HiddenLayer {
        /** Checks the ranges. */
        public BatchNorm {
            Shapes.check(BatchNorm.class, decay);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.BatchNorm(decay);
        }
    }

    /**
     * Normalizes by the moments of the batch, tied to running ones.
     *
     * @param decay of the running moments
     * @param rMax limit of r
     * @param dMax limit of d
     * @param ramp examples
     */
    record BatchRenorm(
            @Key(about = DECAY, from = BatchNormSettings.class, min = "0", below = "1")
            double decay,

            @Key(about = "The most the deviations' ratio counts.", from = BatchNormSettings.class, min = "1")
            double rMax,

            @Key(
                    about = "The most the means' difference counts, in deviations.",
                    from = BatchNormSettings.class,
                    min = "0")
            double dMax,

            @Key(about = "Examples over which both limits grow.", from = BatchNormSettings.class, min = "0")
            long ramp)
            implements HiddenLayer {
        /** Checks the ranges. */
        public BatchRenorm {
            Shapes.check(BatchRenorm.class, decay, rMax, dMax, ramp);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.BatchRenorm(decay, rMax, dMax, ramp);
        }
    }

    /** Normalizes each row. */
    record LayerNorm() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.LayerNorm();
        }
    }

    /** Divides each row by its root mean square. */
    record RmsNorm() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.RmsNorm();
        }
    }

    /** Normalizes each channel of a row over its positions. */
    record InstanceNorm() implements HiddenLayer {
        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.InstanceNorm();
        }
    }

    /**
     * Normalizes groups of channels of a row over positions.
     *
     * @param groups how many
     */
    record GroupNorm(
            @Key(
                    about = "How many groups; they divide the channels.",
                    required = true,
                    example = "4",
                    min = "1",
                    max = "65536")
            int groups)
            implements HiddenLayer {
        /** Checks the ranges. */
        public GroupNorm {
            Shapes.check(GroupNorm.class, groups);
        }

        @Override
        public LayerSpec toLayer() {
            return new LayerSpec.GroupNorm(groups);
        }
    }
}
