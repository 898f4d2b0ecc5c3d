package dev.evenkeel.model.layer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the shape and name of each layer; the first that does not fit is named. Used once. */
final class Planner {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The stages of a chain. */
    List<Stage> plan(TensorShape input, List<LayerSpec> layers) {
        return plan(input, layers, List.of());
    }

    private List<Stage> plan(TensorShape input, List<LayerSpec> layers, List<Integer> path) {
        List<Stage> stages = new ArrayList<>();
        TensorShape shape = input;
        boolean embedded = path.isEmpty() && !layers.isEmpty() && layers.get(0) instanceof LayerSpec.Embedding;
        for (int l = embedded ? 1 : 0; l < layers.size(); l++) {
            List<Integer> place = new ArrayList<>(path);
            place.add(l);
            Stage stage = stage(layers.get(l), shape, rectified(layers, l), place);
            stages.add(stage);
            shape = stage.output();
        }
        return stages;
    }

    /** Whether an activation that cuts off comes before the next weights. */
    private static boolean rectified(List<LayerSpec> layers, int layer) {
        for (int l = layer + 1; l < layers.size(); l++) {
            if (layers.get(l).rectifies()) {
                return true;
            }
            if (layers.get(l) instanceof LayerSpec.Weighted
                    || !layers.get(l).inner().isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private Stage stage(LayerSpec spec, TensorShape input, boolean rectified, List<Integer> place) {
        String name = spec.type() + "-" + (numbers.merge(spec.type(), 1, Integer::sum) - 1);
        if (spec instanceof LayerSpec.WeightNorm norm) {
            return weighted(name, norm.layer(), input, rectified, place).normalized(name);
        } else if (spec instanceof LayerSpec.Weighted weighted) {
            return weighted(name, weighted, input, rectified, place);
        } else if (spec instanceof LayerSpec.Residual residual) {
            return residual(name, residual, input, place);
        } else if (spec instanceof LayerSpec.Pooling pooling) {
            Sweep sweep = sweep(spec, input, new int[] {pooling.size(), pooling.stride()}, pooling.padding(), place);
            return pooling(name, pooling.kind(), input.with(sweep.output(), input.channels()), sweep);
        } else if (spec instanceof LayerSpec.GlobalPooling pooling) {
            requireGrid(spec, input, place);
            Sweep all = Sweep.of(input.grid(), input.grid(), new Extent(1, 1), Padding.VALID);
            return pooling(name, pooling.kind(), TensorShape.of(input.channels()), all);
        } else if (spec instanceof LayerSpec.Flatten) {
            return new PlainStage(name, TensorShape.of(input.size()), (n, rows) -> new Flatten(n, input.size()));
        } else if (spec instanceof LayerSpec.Dropout dropout) {
            return new DropoutStage(name, dropout.rate(), input);
        } else if (NormStage.builds(spec)) {
            return norm(name, spec, input, place);
        } else if (spec instanceof LayerSpec.Embedding) {
            throw new LayerShapeException(
                    place, spec.type(), "must be the first of the layers, before which there are tokens");
        }
        return activation(name, spec, input);
    }

    private static WeightedStage weighted(
            String name, LayerSpec.Weighted spec, TensorShape input, boolean rectified, List<Integer> place) {
        if (spec instanceof LayerSpec.Convolution convolution) {
            int[] lengths = {convolution.kernel(), convolution.stride()};
            Sweep sweep = sweep(spec, input, lengths, convolution.padding(), place);
            return WeightedStage.convolution(name, convolution, input, sweep, rectified);
        }
        if (!input.flat()) {
            throw new LayerShapeException(
                    place,
                    spec.type(),
                    "takes the shape [features], not " + input + "; put flatten or global-pooling before it");
        }
        return WeightedStage.dense(name, (LayerSpec.Dense) spec, input.size(), rectified);
    }

    private static void requireGrid(LayerSpec spec, TensorShape input, List<Integer> place) {
        if (input.flat()) {
            throw new LayerShapeException(
                    place,
                    spec.type(),
                    "takes the shape [height, width, channels] or [length, channels], not " + input);
        }
    }

    /** How a square kernel moves over the input; one dimension is one high. */
    private static Sweep sweep(LayerSpec spec, TensorShape input, int[] lengths, Padding padding, List<Integer> place) {
        requireGrid(spec, input, place);
        boolean line = input.dimensions().size() == 2;
        Extent kernel = new Extent(line ? 1 : lengths[0], lengths[0]);
        Extent stride = new Extent(line ? 1 : lengths[1], lengths[1]);
        try {
            return Sweep.of(input.grid(), kernel, stride, padding);
        } catch (IllegalArgumentException e) {
            String kernelShape = line ? "[" + lengths[0] + "]" : "[" + lengths[0] + ", " + lengths[0] + "]";
            throw new LayerShapeException(
                    place, spec.type(), "has the kernel " + kernelShape + ", too large for the shape " + input);
        }
    }

    private static Stage pooling(String name, LayerSpec.Reduction kind, TensorShape output, Sweep sweep) {
        int channels = output.channels();
        return new PlainStage(
                name,
                output,
                kind == LayerSpec.Reduction.MAX
                        ? (n, rows) -> new MaxPooling(n, sweep, channels, rows)
                        : (n, rows) -> new AveragePooling(n, sweep, channels, rows));
    }

    private Stage residual(String name, LayerSpec.Residual spec, TensorShape input, List<Integer> place) {
        List<Stage> inner = plan(input, spec.layers(), place);
        TensorShape output = inner.get(inner.size() - 1).output();
        if (!output.equals(input)) {
            throw new LayerShapeException(
                    place, spec.type(), "must give the shape it takes, " + input + ", not " + output);
        }
        return new ResidualStage(name, input, inner);
    }

    private static Stage norm(String name, LayerSpec spec, TensorShape input, List<Integer> place) {
        if (spec instanceof LayerSpec.InstanceNorm) {
            requireGrid(spec, input, place);
        }
        if (spec instanceof LayerSpec.GroupNorm group && input.channels() % group.groups() != 0) {
            throw new LayerShapeException(
                    place,
                    spec.type(),
                    "must divide the channels of the shape " + input + " into equal groups, not " + group.groups());
        }
        return new NormStage(name, spec, input);
    }

    private static Stage activation(String name, LayerSpec spec, TensorShape input) {
        int columns = input.size();
        return new PlainStage(name, input, (n, rows) -> {
            if (spec instanceof LayerSpec.LeakyRelu leaky) {
                return new LeakyRelu(n, columns, leaky.slope(), rows);
            } else if (spec instanceof LayerSpec.Gelu) {
                return new Gelu(n, columns, rows);
            } else if (spec instanceof LayerSpec.Silu) {
                return new Silu(n, columns, rows);
            } else if (spec instanceof LayerSpec.Softplus) {
                return new Softplus(n, columns, rows);
            } else if (spec instanceof LayerSpec.Tanh) {
                return new Tanh(n, columns, rows);
            } else if (spec instanceof LayerSpec.Sigmoid) {
                return new Sigmoid(n, columns, rows);
            }
            return new Relu(n, columns, rows);
        });
    }
}
