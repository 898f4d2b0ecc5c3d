package dev.evenkeel.model.layer;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.RowTable;
import java.util.Arrays;
import java.util.List;

/**
 * The first stage for tokens: each field's bag of tokens becomes one vector, pooled from rows of one hashed table that all fields
 * share (hashes of different columns differ already). Only the rows of a batch are read and get a gradient. Not thread-safe.
 */
public final class TokenEmbedding {
    private final RowTable table;
    private final List<Pooling> fields;
    private final Gradient.Rows gradient;
    private float[] values = new float[0];
    private int[] tokenRows = new int[0];
    private float[] factors = new float[0];
    private final float[] scales;
    private MiniBatch batch;
    private int from;
    private int to;

    /**
     * An embedding by a table.
     *
     * @param table its number of rows is a power of two
     * @param fields how each token field is pooled
     * @throws IllegalArgumentException when the number of rows is no power of two
     */
    public TokenEmbedding(RowTable table, List<Pooling> fields) {
        if (Integer.bitCount(table.rows()) != 1) {
            throw new IllegalArgumentException(
                    "must be a power of two: parameter=" + table.name() + ", rows=" + table.rows());
        }
        this.table = table;
        this.fields = List.copyOf(fields);
        gradient = new Gradient.Rows(table);
        scales = new float[fields.size()];
    }

    /** Columns it gives: the table's width for each field. */
    public int outputs() {
        return fields.size() * table.width();
    }

    /** Derivatives by the rows of the last batch. */
    public Gradient.Rows gradient() {
        return gradient;
    }

    /**
     * Writes the vectors of rows {@code [from, to)}.
     *
     * @param into {@code [to - from, columns]}: columns {@code [column, column + outputs)} are overwritten
     */
    public void forward(MiniBatch batch, int from, int to, Matrix into, int column) {
        this.batch = batch;
        this.from = from;
        this.to = to;
        gradient.clear();
        reserve(batch.tokenOffsets()[to] - batch.tokenOffsets()[from]);
        for (int r = from; r < to; r++) {
            int at = into.row(r - from) + column;
            Arrays.fill(into.data(), at, at + outputs(), 0);
            scale(r);
            for (int t = batch.tokenOffsets()[r]; t < batch.tokenOffsets()[r + 1]; t++) {
                int field = batch.tokenFields()[t];
                int row = local(batch.tokens()[t] & (table.rows() - 1));
                float factor = batch.tokenValues()[t] * scales[field];
                int token = t - batch.tokenOffsets()[from];
                tokenRows[token] = row;
                factors[token] = factor;
                add(factor, values, row * table.width(), into.data(), at + field * table.width());
            }
        }
    }

    /**
     * The chain rule: fills {@link #gradient()}, summed over rows, for the batch of the last forward.
     *
     * @param outputGradient {@code [rows, columns]} of which columns {@code [column, column + outputs)} are this stage's
     */
    public void backward(Matrix outputGradient, int column) {
        Arrays.fill(gradient.values(), 0, gradient.length(), 0);
        for (int r = from; r < to; r++) {
            int at = outputGradient.row(r - from) + column;
            for (int t = batch.tokenOffsets()[r]; t < batch.tokenOffsets()[r + 1]; t++) {
                int token = t - batch.tokenOffsets()[from];
                int read = at + batch.tokenFields()[t] * table.width();
                add(factors[token], outputGradient.data(), read, gradient.values(), tokenRows[token] * table.width());
            }
        }
    }

    private void add(float factor, float[] source, int read, float[] target, int write) {
        for (int j = 0; j < table.width(); j++) {
            target[write + j] += factor * source[read + j];
        }
    }

    /** What each field's values are multiplied with in a row. */
    private void scale(int row) {
        Arrays.fill(scales, 0);
        for (int t = batch.tokenOffsets()[row]; t < batch.tokenOffsets()[row + 1]; t++) {
            int field = batch.tokenFields()[t];
            float value = batch.tokenValues()[t];
            scales[field] += fields.get(field) == Pooling.UNIT ? value * value : 1;
        }
        for (int field = 0; field < scales.length; field++) {
            scales[field] = switch (fields.get(field)) {
                case SUM -> 1;
                case MEAN -> scales[field] == 0 ? 0 : 1 / scales[field];
                case UNIT -> scales[field] == 0 ? 0 : (float) (1 / Math.sqrt(scales[field]));
            };
        }
    }

    private int local(int row) {
        int before = gradient.rows();
        int index = gradient.add(row);
        if (index == before) {
            int end = (index + 1) * table.width();
            if (end > values.length) {
                values = Arrays.copyOf(values, 2 * end);
            }
            table.read(row, values, index * table.width());
        }
        return index;
    }

    private void reserve(int tokens) {
        if (tokenRows.length < tokens) {
            tokenRows = new int[2 * tokens];
            factors = new float[2 * tokens];
        }
    }
}
