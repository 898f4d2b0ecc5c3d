package dev.evenkeel.model.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ParametersTest {
    private final Parameters parameters = new Parameters();
    private final DenseParameter weight = parameters.add(new DenseParameter("d/weight", 2, 3));
    private final RowTable table = parameters.add(new RowTable("t", 1 << 20, 8, 1));

    @Test
    void rowsArePaddedWithZeros() {
        weight.set(1, 2, 3, 4, 5, 6);
        assertThat(weight.values()).hasSize(32);
        assertThat(weight.values()[16]).isEqualTo(4);
        assertThat(weight.values()[3]).isZero();
        assertThat(weight.unpadded()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void countsLogicalNumbersAllocatedOrNot() {
        assertThat(parameters.count()).isEqualTo(6 + (8L << 20));
        assertThat(table.values()).isEmpty();
    }

    @Test
    void savedUnderTheirNamesInLogicalShapes() {
        table.touch(77);
        NamedTensors tensors = new NamedTensors();
        parameters.save("weights", tensors);
        assertThat(tensors.names())
                .containsExactly("weights/d/weight", "weights/t/key", "weights/t/index", "weights/t/rows");
        assertThat(tensors.get("weights/d/weight").shape()).containsExactly(2, 3);
        assertThat(tensors.ints("weights/t/index")).containsExactly(77);
        assertThat(tensors.get("weights/t/rows").shape()).containsExactly(1, 8);
    }

    @Test
    void anotherShapeIsRefused() {
        NamedTensors tensors = new NamedTensors().put("weights/d/weight", new float[6], 3, 2);
        assertThatThrownBy(() -> parameters.load("weights", tensors))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong shape: tensor=weights/d/weight, shape=[3, 2], expected=[2, 3]");
    }

    @Test
    void namesAreUniqueAndKnown() {
        assertThatThrownBy(() -> parameters.add(new DenseParameter("t", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be new: parameter=t");
        assertThatThrownBy(() -> parameters.get("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such parameter: parameter=x, present=[d/weight, t]");
        assertThatThrownBy(() -> parameters.dense("t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be dense: parameter=t");
    }

    @Test
    void nd4jGetsTheLogicalTensor() {
        weight.set(1, 2, 3, 4, 5, 6);
        INDArray array = parameters.toNd4j("d/weight");
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.getFloat(1, 0)).isEqualTo(4);
        array.putScalar(0, 0, 99);
        assertThat(weight.values()[0]).isEqualTo(1);
    }

    @Test
    void orderStridesAndOffsetOfAnArrayAreHonoured() {
        INDArray large = Nd4j.arange(0, 40).reshape('c', 5, 8).castTo(DataType.FLOAT);
        INDArray view = large.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 2, 8));
        parameters.fromNd4j("d/weight", view);
        assertThat(weight.unpadded()).containsExactly(10, 12, 14, 18, 20, 22);
        parameters.fromNd4j("d/weight", view.dup('f'));
        assertThat(weight.unpadded()).containsExactly(10, 12, 14, 18, 20, 22);
        INDArray transposed = large.get(NDArrayIndex.interval(0, 3), NDArrayIndex.interval(4, 6))
                .transpose();
        parameters.fromNd4j("d/weight", transposed);
        assertThat(weight.unpadded()).containsExactly(4, 12, 20, 5, 13, 21);
    }

    @Test
    void anArrayOfAnotherShapeIsRefused() {
        INDArray array = Nd4j.zeros(3, 2);
        assertThatThrownBy(() -> parameters.fromNd4j("d/weight", array))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong shape: tensor=d/weight, shape=[3, 2], expected=[2, 3]");
    }
}
