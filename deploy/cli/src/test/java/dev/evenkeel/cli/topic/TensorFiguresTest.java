package dev.evenkeel.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.parameter.NamedTensors;
import org.junit.jupiter.api.Test;

final class TensorFiguresTest {
    private final NamedTensors tensors = new NamedTensors()
            .put("floats", new float[] {3, -4}, 1, 2)
            .put("doubles", new double[] {2}, 1)
            .put("ints", new int[] {1, 2, 2}, 3)
            .put("longs", new long[] {7})
            .put("bytes", new byte[] {-1}, 1)
            .put("none", new float[0], 0)
            .put("poisoned", new float[] {Float.NaN, 1}, 2);

    @Test
    void figuresAreThoseOfTheElements() {
        assertThat(of("floats")).isEqualTo(new TensorFigures("floats", "F32", "1x2", 5, -4, 3));
        assertThat(of("doubles")).isEqualTo(new TensorFigures("doubles", "F64", "1", 2, 2, 2));
        assertThat(of("ints")).isEqualTo(new TensorFigures("ints", "I32", "3", 3, 1, 2));
        assertThat(of("longs")).isEqualTo(new TensorFigures("longs", "I64", "scalar", 7, 7, 7));
        assertThat(of("bytes")).isEqualTo(new TensorFigures("bytes", "U8", "1", 255, 255, 255));
    }

    @Test
    void whatIsNotKnownIsNotANumber() {
        assertThat(of("none")).isEqualTo(new TensorFigures("none", "F32", "0", Double.NaN, Double.NaN, Double.NaN));
        assertThat(of("poisoned").norm()).isNaN();
        assertThat(of("poisoned").least()).isNaN();
    }

    private TensorFigures of(String name) {
        return TensorFigures.of(name, tensors.get(name));
    }
}
