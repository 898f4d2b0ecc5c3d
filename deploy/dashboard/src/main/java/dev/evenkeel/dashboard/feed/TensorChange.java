package dev.evenkeel.dashboard.feed;

import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How a tensor differs between two snapshots. Norms are Euclidean; NaN where a tensor is missing, empty or holds NaN; the change is NaN
 * as well where the shapes differ.
 *
 * @param name its name
 * @param shape its shape in the later one, in the earlier one where it is gone
 * @param before its norm in the earlier one
 * @param after its norm in the later one
 * @param change the norm of the difference
 * @param changed how many elements differ; -1 where the shapes do
 */
public record TensorChange(String name, String shape, double before, double after, double change, long changed) {
    /** The change from one to the other; null where there is none. */
    static TensorChange of(String name, Tensor before, Tensor after) {
        Tensor shaped = after == null ? before : after;
        String shape = shaped.shape().length == 0
                ? "scalar"
                : Arrays.stream(shaped.shape()).mapToObj(Long::toString).collect(Collectors.joining("×"));
        boolean comparable = before != null && after != null && Arrays.equals(before.shape(), after.shape());
        if (!comparable) {
            return new TensorChange(name, shape, norm(before), norm(after), Double.NaN, -1);
        }
        IntToDoubleFunction a = element(before);
        IntToDoubleFunction b = element(after);
        double squares = 0;
        long changed = 0;
        for (int i = 0; i < after.length(); i++) {
            double difference = b.applyAsDouble(i) - a.applyAsDouble(i);
            squares += difference * difference;
            changed += difference != 0 ? 1 : 0;
        }
        return new TensorChange(name, shape, norm(before), norm(after), Math.sqrt(squares), changed);
    }

    private static double norm(Tensor tensor) {
        if (tensor == null || tensor.length() == 0) {
            return Double.NaN;
        }
        IntToDoubleFunction element = element(tensor);
        double squares = 0;
        for (int i = 0; i < tensor.length(); i++) {
            squares += element.applyAsDouble(i) * element.applyAsDouble(i);
        }
        return Math.sqrt(squares);
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
