package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.DenseParameter;
import java.util.List;

/**
 * Draws a weight matrix {@code [inputs, outputs]}; the outer dimensions of a kernel count as inputs.
 *
 * @param initialization how
 * @param rectified whether a rectifier follows
 * @param shape of the parameter: inputs and outputs innermost, a kernel's lengths before them
 */
record Weights(Initialization initialization, boolean rectified, List<Integer> shape) {
    private static final double SPARSITY = 0.9;

    /** The layer's outputs or filters. */
    int outputs() {
        return shape.get(shape.size() - 1);
    }

    /** A parameter of zeros. */
    DenseParameter parameter(String name) {
        return new DenseParameter(
                name, shape.stream().mapToLong(Integer::longValue).toArray());
    }

    /** Sets all weights, from a stream of their own split by the parameter's name. */
    void draw(DenseParameter weight, RandomStream random) {
        int inputs = weight.matrix().rows();
        int outputs = outputs();
        long fanOut = weight.count() / shape.get(shape.size() - 2);
        RandomStream stream = random.split(weight.name());
        weight.set(
                switch (initialization) {
                    case AUTO -> normal(inputs * outputs, Math.sqrt((rectified ? 2.0 : 1.0) / inputs), stream);
                    case HE -> normal(inputs * outputs, Math.sqrt(2.0 / inputs), stream);
                    case LECUN -> normal(inputs * outputs, Math.sqrt(1.0 / inputs), stream);
                    case GLOROT -> uniform(inputs * outputs, Math.sqrt(6.0 / (inputs + fanOut)), stream);
                    case ORTHOGONAL -> Orthogonal.draw(inputs, outputs, stream);
                    case SPARSE -> sparse(inputs, outputs, stream);
                    case ZERO -> new float[inputs * outputs];
                });
    }

    /**
     * Weights into one output, as if it were drawn with the others; of orthogonal ones, a direction of its own of their length.
     *
     * @return {@code [inputs]}, the outer dimensions of a kernel counted as inputs
     */
    float[] drawOutput(RandomStream random) {
        int inputs = shape.subList(0, shape.size() - 1).stream().reduce(1, Math::multiplyExact);
        int outputs = outputs();
        double fanOut = (double) inputs * outputs / shape.get(shape.size() - 2);
        return switch (initialization) {
            case AUTO -> normal(inputs, Math.sqrt((rectified ? 2.0 : 1.0) / inputs), random);
            case HE -> normal(inputs, Math.sqrt(2.0 / inputs), random);
            case LECUN -> normal(inputs, Math.sqrt(1.0 / inputs), random);
            case GLOROT -> uniform(inputs, Math.sqrt(6.0 / (inputs + fanOut)), random);
            case ORTHOGONAL -> direction(inputs, Math.sqrt(Math.min(1, (double) inputs / outputs)), random);
            case SPARSE -> sparse(inputs, 1, random);
            case ZERO -> new float[inputs];
        };
    }

    private static float[] direction(int length, double norm, RandomStream random) {
        float[] values = Orthogonal.draw(length, 1, random);
        for (int i = 0; i < length; i++) {
            values[i] *= (float) norm;
        }
        return values;
    }

    private static float[] normal(int length, double deviation, RandomStream stream) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) deviation * stream.nextGaussian();
        }
        return values;
    }

    private static float[] uniform(int length, double bound, RandomStream stream) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (bound * (2 * stream.nextFloat() - 1));
        }
        return values;
    }

    private static float[] sparse(int inputs, int outputs, RandomStream stream) {
        float[] values = uniform(inputs * outputs, 1 / Math.sqrt(inputs), stream);
        int[] order = new int[inputs];
        for (int j = 0; j < outputs; j++) {
            for (int i = 0; i < inputs; i++) {
                int other = stream.nextInt(i + 1);
                order[i] = order[other];
                order[other] = i;
            }
            for (int i = 0; i < (int) (SPARSITY * inputs); i++) {
                values[order[i] * outputs + j] = 0;
            }
        }
        return values;
    }
}
