package dev.evenkeel.model.update;

import dev.evenkeel.model.parameter.DenseParameter;
import dev.evenkeel.model.parameter.Gradient;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.parameter.Parameter;
import dev.evenkeel.model.parameter.RowIndex;
import dev.evenkeel.model.parameter.RowTable;
import java.util.Arrays;

/** Adam's slots beside one parameter, and its arithmetic. Scratch is made at the first step, so that copies hold none. */
final class AdamMoments {
    private final Parameter parameter;
    private final AdamConstants constants;
    private final Slots first;
    private final Slots second;
    private int[] rowSteps = new int[0];
    private float[] proposed = new float[0];

    AdamMoments(Parameter parameter, AdamConstants constants) {
        this(parameter, constants, new Slots(parameter, "m"), new Slots(parameter, "v"));
    }

    private AdamMoments(Parameter parameter, AdamConstants constants, Slots first, Slots second) {
        this.parameter = parameter;
        this.constants = constants;
        this.first = first;
        this.second = second;
    }

    AdamMoments copy(Parameter beside) {
        AdamMoments copy = new AdamMoments(beside, constants, first.copy(beside), second.copy(beside));
        copy.rowSteps = rowSteps.clone();
        return copy;
    }

    float[] proposed() {
        return proposed;
    }

    void propose(Gradient gradient, long clock) {
        if (proposed.length < gradient.length()) {
            proposed = new float[gradient.values().length];
        }
        if (gradient instanceof Gradient.Rows rows) {
            proposeRows(rows);
        } else {
            proposeDense(gradient.values(), constants.rate(clock), constants.correction(clock));
        }
    }

    // All arrays are indexed by the same expression: only then does the compiler vectorize.
    private void proposeDense(float[] g, float rate, float correction) {
        float[] m = first.values();
        float[] v = second.values();
        float[] change = proposed;
        float keep1 = (float) constants.beta1();
        float take1 = (float) (1 - constants.beta1());
        float keep2 = (float) constants.beta2();
        float take2 = (float) (1 - constants.beta2());
        float epsilon = constants.epsilon();
        for (int i = 0; i < m.length; i++) {
            float mean = keep1 * m[i] + take1 * g[i];
            float square = keep2 * v[i] + take2 * (g[i] * g[i]);
            change[i] = -rate * mean / ((float) Math.sqrt(square * correction) + epsilon) + square * 0;
        }
    }

    private void proposeRows(Gradient.Rows rows) {
        RowTable table = rows.parameter();
        int width = table.width();
        float keep1 = (float) constants.beta1();
        float take1 = (float) (1 - constants.beta1());
        float keep2 = (float) constants.beta2();
        float take2 = (float) (1 - constants.beta2());
        float epsilon = constants.epsilon();
        for (int r = 0; r < rows.rows(); r++) {
            int position = table.position(rows.row(r));
            int clock = position == RowIndex.ABSENT ? 1 : rowSteps[position] + 1;
            float rate = constants.rate(clock);
            float correction = constants.correction(clock);
            for (int j = 0; j < width; j++) {
                float g = rows.values()[r * width + j];
                float m = position == RowIndex.ABSENT ? 0 : first.values()[position * width + j];
                float v = position == RowIndex.ABSENT ? 0 : second.values()[position * width + j];
                float mean = keep1 * m + take1 * g;
                float square = keep2 * v + take2 * (g * g);
                proposed[r * width + j] =
                        -rate * mean / ((float) Math.sqrt(square * correction) + epsilon) + square * 0;
            }
        }
    }

    void apply(Gradient gradient) {
        if (gradient instanceof Gradient.Rows rows) {
            RowTable table = rows.parameter();
            int width = table.width();
            for (int r = 0; r < rows.rows(); r++) {
                int position = table.touch(rows.row(r));
                reserve(table);
                rowSteps[position]++;
                apply(gradient.values(), r * width, table.values(), position * width, width);
            }
        } else {
            applyDense(gradient.values(), ((DenseParameter) parameter).values());
        }
    }

    private void apply(float[] g, int from, float[] w, int to, int width) {
        float[] m = first.values();
        float[] v = second.values();
        float keep1 = (float) constants.beta1();
        float take1 = (float) (1 - constants.beta1());
        float keep2 = (float) constants.beta2();
        float take2 = (float) (1 - constants.beta2());
        for (int j = 0; j < width; j++) {
            float derivative = g[from + j];
            m[to + j] = keep1 * m[to + j] + take1 * derivative;
            v[to + j] = keep2 * v[to + j] + take2 * (derivative * derivative);
            w[to + j] += proposed[from + j];
        }
    }

    private void applyDense(float[] g, float[] w) {
        float[] m = first.values();
        float[] v = second.values();
        float[] change = proposed;
        float keep1 = (float) constants.beta1();
        float take1 = (float) (1 - constants.beta1());
        float keep2 = (float) constants.beta2();
        float take2 = (float) (1 - constants.beta2());
        for (int i = 0; i < m.length; i++) {
            m[i] = keep1 * m[i] + take1 * g[i];
            v[i] = keep2 * v[i] + take2 * (g[i] * g[i]);
            w[i] += change[i];
        }
    }

    private void reserve(RowTable table) {
        first.reserve();
        second.reserve();
        if (rowSteps.length < table.touched()) {
            rowSteps = Arrays.copyOf(rowSteps, table.values().length / table.width());
        }
    }

    void save(String prefix, NamedTensors into) {
        first.save(prefix, into);
        second.save(prefix, into);
        if (parameter instanceof RowTable table) {
            into.put(stepsPath(prefix), Arrays.copyOf(rowSteps, table.touched()), table.touched());
        }
    }

    void load(String prefix, NamedTensors from) {
        first.load(prefix, from);
        second.load(prefix, from);
        if (parameter instanceof RowTable table) {
            int[] stored = from.ints(stepsPath(prefix));
            if (stored.length != table.touched()) {
                throw new IllegalArgumentException("wrong shape: tensor=" + stepsPath(prefix) + ", shape=["
                        + stored.length + "], expected=[" + table.touched() + "]");
            }
            rowSteps = stored.clone();
        }
    }

    private String stepsPath(String prefix) {
        return prefix + "/" + parameter.name() + "/steps";
    }
}
