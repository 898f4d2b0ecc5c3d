package dev.evenkeel.cli.topic;

import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A tensor in figures. Norm, least and greatest are NaN for tensors without elements, and where an element is NaN.
 *
 * @param name its name
 * @param type its element type
 * @param shape such as {@code 240x1}
 * @param norm Euclidean
 * @param least the least element
 * @param greatest the greatest element
 */
public record TensorFigures(String name, String type, String shape, double norm, double least, double greatest) {
    /** The figures of a tensor. */
    public static TensorFigures of(String name, Tensor tensor) {
        IntToDoubleFunction element = element(tensor);
        double squares = tensor.length() == 0 ? Double.NaN : 0;
        double least = tensor.length() == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        double greatest = tensor.length() == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < tensor.length(); i++) {
            double value = element.applyAsDouble(i);
            squares += value * value;
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        String shape = tensor.shape().length == 0
                ? "scalar"
                : Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
        return new TensorFigures(name, tensor.type().name(), shape, Math.sqrt(squares), least, greatest);
    }

    private static IntToDoubleFunction element(Tensor tensor) {
        return switch (tensor.type()) {
            case F32 -> i -> ((float[]) tensor.data())[i];
            case F64 -> i -> ((double[]) tensor.data())[i];
            case I32 -> i -> ((int[]) tensor.data())[i];
            case I64 -> i -> ((long[]) tensor.data())[i];
            case U8 -> i -> ((byte[]) tensor.data())[i] & 0xFF;
        };
    }
}
