package dev.evenkeel.model.parameter;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tensors as ND4J's arrays and back; always copies. Needs ND4J and its natives at run time. Stateless and thread-safe.
 */
public final class Nd4jTensors {
    private Nd4jTensors() {}

    /** A tensor as an array of the same type and shape, in c order. */
    public static INDArray toNd4j(NamedTensors.Tensor tensor) {
        long[] shape = tensor.shape();
        return switch (tensor.type()) {
            case F32 -> Nd4j.createFromArray((float[]) tensor.data()).reshape('c', shape);
            case F64 -> Nd4j.createFromArray((double[]) tensor.data()).reshape('c', shape);
            case I32 -> Nd4j.createFromArray((int[]) tensor.data()).reshape('c', shape);
            case I64 -> Nd4j.createFromArray((long[]) tensor.data()).reshape('c', shape);
            case U8 ->
                Nd4j.createFromArray((byte[]) tensor.data())
                        .castTo(DataType.UINT8)
                        .reshape('c', shape);
        };
    }

    /**
     * An array as a tensor of the same shape, row-major, whatever the array's order, strides and offset.
     *
     * @throws IllegalArgumentException when the array's type is none of FLOAT, DOUBLE, INT, LONG, UINT8
     */
    public static NamedTensors.Tensor fromNd4j(INDArray array) {
        INDArray rows = array.dup('c');
        long[] shape = array.shape().clone();
        return switch (array.dataType()) {
            case FLOAT -> new NamedTensors.Tensor(NamedTensors.Type.F32, shape, floats(array));
            case DOUBLE ->
                new NamedTensors.Tensor(
                        NamedTensors.Type.F64, shape, rows.data().asDouble());
            case INT ->
                new NamedTensors.Tensor(
                        NamedTensors.Type.I32, shape, rows.data().asInt());
            case LONG ->
                new NamedTensors.Tensor(
                        NamedTensors.Type.I64, shape, rows.data().asLong());
            case UBYTE -> new NamedTensors.Tensor(NamedTensors.Type.U8, shape, bytes(rows));
            default ->
                throw new IllegalArgumentException(
                        "wrong type: type=" + array.dataType() + ", expected=FLOAT | DOUBLE | INT | LONG | UINT8");
        };
    }

    /** The elements of an array of any floating type as floats, row-major, whatever its order, strides and offset. */
    public static float[] floats(INDArray array) {
        INDArray rows = array.castTo(DataType.FLOAT).dup('c');
        float[] values = new float[Math.toIntExact(array.length())];
        rows.data().asNioFloat().get(values);
        return values;
    }

    /**
     * Refuses an array of another shape.
     *
     * @param name of what the array is for
     * @throws IllegalArgumentException when the shape differs
     */
    public static void requireShape(String name, INDArray array, long... expected) {
        if (!Arrays.equals(array.shape(), expected)) {
            throw new IllegalArgumentException("wrong shape: tensor=" + name + ", shape="
                    + Arrays.toString(array.shape()) + ", expected=" + Arrays.toString(expected));
        }
    }

    private static byte[] bytes(INDArray rows) {
        int[] numbers = rows.castTo(DataType.INT32).data().asInt();
        byte[] values = new byte[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) numbers[i];
        }
        return values;
    }
}
