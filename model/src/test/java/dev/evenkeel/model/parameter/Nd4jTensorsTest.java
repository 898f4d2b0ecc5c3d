package dev.evenkeel.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.parameter.NamedTensors.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jTensorsTest {
    @Test
    void everyTypeSurvivesTheWayThereAndBack() {
        long[] shape = {2, 2};
        List<Tensor> tensors = List.of(
                new Tensor(NamedTensors.Type.F32, shape, new float[] {1, -2, 3.5f, 4}),
                new Tensor(NamedTensors.Type.F64, shape, new double[] {1, -2, Math.PI, 4}),
                new Tensor(NamedTensors.Type.I32, shape, new int[] {1, -2, Integer.MAX_VALUE, 4}),
                new Tensor(NamedTensors.Type.I64, shape, new long[] {1, -2, Long.MAX_VALUE, 4}),
                new Tensor(NamedTensors.Type.U8, shape, new byte[] {1, (byte) 200, 3, 4}));
        for (Tensor tensor : tensors) {
            Tensor back = Nd4jTensors.fromNd4j(Nd4jTensors.toNd4j(tensor));
            assertThat(back.type()).isEqualTo(tensor.type());
            assertThat(back.shape()).containsExactly(2, 2);
            assertThat(back.data()).isEqualTo(tensor.data());
        }
    }

    @Test
    void viewsAreReadInRowOrder() {
        INDArray view = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}})
                .transpose()
                .get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
        Tensor tensor = Nd4jTensors.fromNd4j(view);
        assertThat(tensor.shape()).containsExactly(2, 2);
        assertThat((double[]) tensor.data()).containsExactly(2, 5, 3, 6);
    }

    @Test
    void otherTypesAreRefused() {
        INDArray half = Nd4j.zeros(DataType.BFLOAT16, 2);
        assertThatThrownBy(() -> Nd4jTensors.fromNd4j(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong type: type=BFLOAT16, expected=FLOAT | DOUBLE | INT | LONG | UINT8");
    }
}
