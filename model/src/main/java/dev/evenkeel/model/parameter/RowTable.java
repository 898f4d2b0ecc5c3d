package dev.evenkeel.model.parameter;

import dev.evenkeel.model.math.RandomStream;
import java.util.Arrays;

/**
 * A large table of which only the rows an update has touched take memory; all others have values that follow from the table's
 * key and the row's number. So a table of 2^16 rows costs nothing until it is used, and its state holds what was learned.
 *
 * <p>Touched rows have positions, numbered in the order they were touched; slots of update rules use the same positions. Rows are
 * not padded: they are gathered, not multiplied. Not thread-safe.
 */
public final class RowTable implements Parameter {
    /** The deviation of the values rows start with: what they feed is normalized to deviation 1, and learned soon. */
    private static final float INITIAL_DEVIATION = 0.1f;

    private final String name;
    private final int rows;
    private final int width;
    private long key;
    private RowIndex index = new RowIndex();
    private float[] values = new float[0];

    /**
     * An untouched table.
     *
     * @param rows &gt;= 1
     * @param width columns, &gt;= 1
     * @param key of the random streams that give rows their first values
     */
    public RowTable(String name, int rows, int width, long key) {
        if (rows < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "dimensions must be >= 1: parameter=" + name + ", shape=[" + rows + ", " + width + "]");
        }
        this.name = name;
        this.rows = rows;
        this.width = width;
        this.key = key;
    }

    @Override
    public String name() {
        return name;
    }

    /** Rows, touched or not. */
    public int rows() {
        return rows;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows that have been touched. */
    public int touched() {
        return index.size();
    }

    @Override
    public long count() {
        return (long) rows * width;
    }

    /** The position of a row, or {@link RowIndex#ABSENT} when it is untouched. */
    public int position(int row) {
        return index.find(row);
    }

    /** The values of touched rows: position p's are {@code width} numbers from {@code p * width} on; the backing array. */
    @Override
    public float[] values() {
        return values;
    }

    @Override
    public int stored() {
        return touched() * width;
    }

    /** Copies a row, touched or not, without touching it. */
    public void read(int row, float[] into, int at) {
        int position = index.find(row);
        if (position == RowIndex.ABSENT) {
            RandomStream random = new RandomStream(key).split(row);
            for (int j = 0; j < width; j++) {
                // uniform: a Gaussian needs logarithms, and this runs for each unseen token
                into[at + j] = (2 * random.nextFloat() - 1) * INITIAL_DEVIATION * 1.7320508f;
            }
        } else {
            System.arraycopy(values, position * width, into, at, width);
        }
    }

    /** The position of a row, which is touched from now on with the values it had. */
    public int touch(int row) {
        int position = index.find(row);
        if (position == RowIndex.ABSENT) {
            int end = (index.size() + 1) * width;
            if (end > values.length) {
                values = Arrays.copyOf(values, Math.max(end, 2 * values.length));
            }
            read(row, values, index.size() * width);
            position = index.add(row);
        }
        return position;
    }

    /** Puts {@code name/index} {@code [touched]}, {@code name/rows} {@code [touched, width]} and {@code name/key}. */
    @Override
    public void save(String prefix, NamedTensors into) {
        String path = prefix + "/" + name;
        into.put(path + "/key", new long[] {key}, 1);
        into.put(path + "/index", index.keys(), index.size());
        into.put(path + "/rows", Arrays.copyOf(values, index.size() * width), index.size(), width);
    }

    @Override
    public void load(String prefix, NamedTensors from) {
        String path = prefix + "/" + name;
        long[] storedKey = from.longs(path + "/key");
        int[] keys = from.ints(path + "/index");
        float[] stored = from.floats(path + "/rows");
        long[] shape = from.get(path + "/rows").shape();
        if (storedKey.length != 1 || !Arrays.equals(shape, new long[] {keys.length, width})) {
            throw new IllegalArgumentException("wrong shape: tensor=" + path + "/rows, shape=" + Arrays.toString(shape)
                    + ", expected=[" + keys.length + ", " + width + "]");
        }
        RowIndex loaded = new RowIndex();
        for (int row : keys) {
            if (row < 0 || row >= rows || loaded.add(row) != loaded.size() - 1) {
                throw new IllegalArgumentException(
                        "rows must be distinct and in [0, " + rows + "): tensor=" + path + "/index, row=" + row);
            }
        }
        key = storedKey[0];
        index = loaded;
        values = stored.clone();
    }

    @Override
    public RowTable copy() {
        RowTable copy = new RowTable(name, rows, width, key);
        copy.index = index.copy();
        copy.values = Arrays.copyOf(values, index.size() * width);
        return copy;
    }
}
