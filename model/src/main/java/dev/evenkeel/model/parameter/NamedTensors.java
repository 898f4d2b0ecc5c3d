package dev.evenkeel.model.parameter;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors by name, in the order they were put: how a learner hands out its complete state and takes it back.
 *
 * <p>Arrays are aliased, not copied: whoever puts one gives it away, whoever gets one copies it before changing it. Names are
 * paths: {@code weights/...} (an average that is served among them) and {@code normalizer/...} are what a predictor needs,
 * {@code slots/...}, {@code counters/...} and {@code random/...} what training needs besides. Not thread-safe.
 */
public final class NamedTensors {
    /** Element types, named as in the safetensors format. */
    public enum Type {
        /** 32-bit floats in a {@code float[]}. */
        F32(4),
        /** 64-bit floats in a {@code double[]}. */
        F64(8),
        /** 32-bit integers in an {@code int[]}. */
        I32(4),
        /** 64-bit integers in a {@code long[]}. */
        I64(8),
        /** Bytes in a {@code byte[]}. */
        U8(1);

        private final int bytes;

        Type(int bytes) {
            this.bytes = bytes;
        }

        /** Bytes of an element. */
        public int bytes() {
            return bytes;
        }
    }

    /**
     * One tensor.
     *
     * @param type the element type
     * @param shape its dimensions, row-major; empty for a scalar
     * @param data the array of the type's Java kind
     */
    @SuppressWarnings("ArrayRecordComponent") // aliased on purpose; tensors are never compared
    public record Tensor(Type type, long[] shape, Object data) {
        /** Elements in this tensor. */
        public int length() {
            return java.lang.reflect.Array.getLength(data);
        }

        /** The same numbers in an array of their own. */
        Tensor copy() {
            Object copied = switch (type) {
                case F32 -> ((float[]) data).clone();
                case F64 -> ((double[]) data).clone();
                case I32 -> ((int[]) data).clone();
                case I64 -> ((long[]) data).clone();
                case U8 -> ((byte[]) data).clone();
            };
            return new Tensor(type, shape, copied);
        }
    }

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Puts floats. */
    public NamedTensors put(String name, float[] data, long... shape) {
        return put(name, new Tensor(Type.F32, shape, data));
    }

    /** Puts doubles. */
    public NamedTensors put(String name, double[] data, long... shape) {
        return put(name, new Tensor(Type.F64, shape, data));
    }

    /** Puts ints. */
    public NamedTensors put(String name, int[] data, long... shape) {
        return put(name, new Tensor(Type.I32, shape, data));
    }

    /** Puts longs. */
    public NamedTensors put(String name, long[] data, long... shape) {
        return put(name, new Tensor(Type.I64, shape, data));
    }

    /** Puts bytes. */
    public NamedTensors put(String name, byte[] data, long... shape) {
        return put(name, new Tensor(Type.U8, shape, data));
    }

    /**
     * Puts a tensor.
     *
     * @throws IllegalArgumentException when the name is taken or the shape does not fit the data
     */
    public NamedTensors put(String name, Tensor tensor) {
        long elements = 1;
        boolean negative = false;
        for (long dimension : tensor.shape()) {
            elements = Math.multiplyExact(elements, dimension);
            negative |= dimension < 0;
        }
        if (negative || elements != tensor.length()) {
            throw new IllegalArgumentException("shape must fit the data: tensor=" + name + ", shape="
                    + Arrays.toString(tensor.shape()) + ", elements=" + tensor.length());
        }
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("must be new: tensor=" + name);
        }
        return this;
    }

    /** The names, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(tensors.keySet());
    }

    /** Whether a tensor of that name is here. */
    public boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /** The tensors whose names begin with a path, under the rest of their names; their arrays are these. */
    public NamedTensors under(String path) {
        NamedTensors part = new NamedTensors();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(path)) {
                part.put(name.substring(path.length()), tensor);
            }
        });
        return part;
    }

    /** The same tensors but for one, which is another now or new. */
    public NamedTensors with(String name, Tensor tensor) {
        NamedTensors changed = new NamedTensors();
        tensors.forEach((key, value) -> changed.put(key, key.equals(name) ? tensor : value));
        return changed.contains(name) ? changed : changed.put(name, tensor);
    }

    /** The same tensors in arrays of their own. */
    public NamedTensors copy() {
        NamedTensors copy = new NamedTensors();
        tensors.forEach((name, tensor) -> copy.put(name, tensor.copy()));
        return copy;
    }

    /** Bytes of all elements. */
    public long bytes() {
        return tensors.values().stream()
                .mapToLong(tensor -> (long) tensor.length() * tensor.type().bytes())
                .sum();
    }

    /** Whether these are only what predictors need: nothing under {@code slots/}, which every learner has something under. */
    public boolean onlyForPrediction() {
        return tensors.keySet().stream().noneMatch(name -> name.startsWith("slots/"));
    }

    /**
     * The tensor of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no such tensor: tensor=" + name + ", present=" + tensors.keySet());
        }
        return tensor;
    }

    /** The floats of that name; see {@link #get} and {@link #typed} for what is thrown. */
    public float[] floats(String name) {
        return (float[]) typed(name, Type.F32).data();
    }

    /** The doubles of that name. */
    public double[] doubles(String name) {
        return (double[]) typed(name, Type.F64).data();
    }

    /** The ints of that name. */
    public int[] ints(String name) {
        return (int[]) typed(name, Type.I32).data();
    }

    /** The longs of that name. */
    public long[] longs(String name) {
        return (long[]) typed(name, Type.I64).data();
    }

    /** The floats of that name, {@code length} of them. */
    public float[] floats(String name, int length) {
        return (float[]) sized(name, Type.F32, length).data();
    }

    /** The doubles of that name, {@code length} of them. */
    public double[] doubles(String name, int length) {
        return (double[]) sized(name, Type.F64, length).data();
    }

    /** The longs of that name, {@code length} of them. */
    public long[] longs(String name, int length) {
        return (long[]) sized(name, Type.I64, length).data();
    }

    /** The bytes of that name. */
    public byte[] bytes(String name) {
        return (byte[]) typed(name, Type.U8).data();
    }

    /**
     * The tensor of that name and type.
     *
     * @throws IllegalArgumentException when there is none, or it has another type
     */
    public Tensor typed(String name, Type type) {
        Tensor tensor = get(name);
        if (tensor.type() != type) {
            throw new IllegalArgumentException(
                    "wrong type: tensor=" + name + ", type=" + tensor.type() + ", expected=" + type);
        }
        return tensor;
    }

    private Tensor sized(String name, Type type, int length) {
        Tensor tensor = typed(name, type);
        if (tensor.length() != length) {
            throw new IllegalArgumentException(
                    "wrong length: tensor=" + name + ", length=" + tensor.length() + ", expected=" + length);
        }
        return tensor;
    }
}
