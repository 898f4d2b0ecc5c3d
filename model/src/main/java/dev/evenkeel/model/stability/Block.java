package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.loss.ScalarLoss;
import java.util.Arrays;

/**
 * Consecutive rows of a stream that are judged together: how many, how many were refused, and the losses of the others. Its loss is
 * the mean without the largest sixteenth, so that a single row decides nothing. Not thread-safe.
 */
public final class Block {
    private static final int TRIMMED = 16;
    private static final int HALVINGS = 48;
    /** Golden section. */
    private static final double SECTION = (Math.sqrt(5) - 1) / 2;

    private static final double MOST_SCORE = 50;

    private final Task task;
    private final Loss loss;
    private final int outputs;
    private final int size;
    private final double[] losses;
    private final float[] labels;
    private final double[] sorted;
    private final float[] scores;
    private int rows;
    private int refused;
    private int scored;
    /** The trimmed mean of the losses; NaN while it has to be found anew. */
    private double mean = Double.NaN;

    /** An empty block of {@code size} rows. */
    public Block(Task task, Loss loss, int outputs, int size) {
        this.task = task;
        this.loss = loss;
        this.outputs = outputs;
        this.size = size;
        losses = new double[size];
        labels = new float[size];
        sorted = new double[size];
        scores = new float[outputs];
    }

    /** Takes a row that could be scored; one of weight 0 counts for nothing. */
    public void add(float[] rowScores, int at, float label, float weight) {
        rows++;
        mean = Double.NaN;
        if (weight != 0) {
            labels[scored] = label;
            double value = loss.value(rowScores, at, outputs, label);
            losses[scored++] = value >= 0 ? value : Double.POSITIVE_INFINITY; // NaN is the worst there is
        }
    }

    /** Takes a row that the model refused, or that could not be meant. */
    public void refuse(boolean byModel) {
        rows++;
        refused += byModel ? 1 : 0;
    }

    /** Rows still to come. */
    public int room() {
        return size - rows;
    }

    /** Whether more than half of the rows were refused by the model. */
    boolean stormy() {
        return 2 * refused > rows;
    }

    /** Whether the losses of enough rows are known to judge by. */
    public boolean telling() {
        return 2 * scored >= size;
    }

    /** The trimmed mean of the losses; infinite when a loss that counts is. */
    public double loss() {
        if (Double.isNaN(mean)) { // the mean of no losses is NaN every time
            mean = trimmedMean(losses);
        }
        return mean;
    }

    /** The mean of all losses, the largest among them; infinite when one is. */
    public double plainLoss() {
        double sum = 0;
        for (int i = 0; i < scored; i++) {
            sum += losses[i];
        }
        return sum / scored;
    }

    /** The trimmed mean of the constant that is best for these rows, in hindsight: what a model that has learned anything beats. */
    double constantLoss() {
        double[] constant = new double[size];
        Arrays.fill(scores, 0);
        if (loss instanceof ScalarLoss scalar) {
            scores[0] = (float) bestScore(scalar);
        } else {
            for (int k = 0; k < outputs; k++) {
                scores[k] = (float) Math.log(occurrences(k) + 0.5);
            }
        }
        for (int i = 0; i < scored; i++) {
            constant[i] = loss.value(scores, 0, outputs, labels[i]);
        }
        return trimmedMean(constant);
    }

    /** The mean loss of score 0, which leaves all classes open; infinite for a regression, where it depends on the unit of the label. */
    double indifferentLoss() {
        if (task == Task.REGRESSION) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.fill(scores, 0);
        double sum = 0;
        for (int i = 0; i < scored; i++) {
            sum += loss.value(scores, 0, outputs, labels[i]);
        }
        return sum / scored;
    }

    /** Tells the losses of the rows, by class. */
    void tell(ClassBand classes) {
        if (task == Task.REGRESSION) {
            return;
        }
        Arrays.fill(scores, 0);
        for (int i = 0; i < scored; i++) {
            classes.add((int) labels[i], losses[i], loss.value(scores, 0, outputs, labels[i]));
        }
    }

    private int occurrences(int label) {
        int occurrences = 0;
        for (int i = 0; i < scored; i++) {
            occurrences += labels[i] == label ? 1 : 0;
        }
        return occurrences;
    }

    /** The losses are convex in the score: golden-section search. */
    private double bestScore(ScalarLoss scalar) {
        double low = -MOST_SCORE;
        double high = MOST_SCORE;
        if (task == Task.REGRESSION && loss.kind() != LossKind.POISSON) { // whose score is a logarithm
            low = Double.POSITIVE_INFINITY;
            high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < scored; i++) {
                low = Math.min(low, labels[i]);
                high = Math.max(high, labels[i]);
            }
        }
        for (int i = 0; i < HALVINGS; i++) {
            double width = SECTION * (high - low);
            if (sum(scalar, high - width) < sum(scalar, low + width)) {
                high = low + width;
            } else {
                low = high - width;
            }
        }
        return (low + high) / 2;
    }

    private double sum(ScalarLoss scalar, double score) {
        double sum = 0;
        for (int i = 0; i < scored; i++) {
            sum += scalar.value(score, labels[i]);
        }
        return sum;
    }

    private double trimmedMean(double[] values) {
        System.arraycopy(values, 0, sorted, 0, scored);
        Arrays.sort(sorted, 0, scored);
        int kept = scored - scored / TRIMMED;
        double sum = 0;
        for (int i = 0; i < kept; i++) {
            sum += sorted[i];
        }
        return sum / kept;
    }

    /** Begins anew. */
    public void clear() {
        rows = 0;
        refused = 0;
        scored = 0;
        mean = Double.NaN;
    }

    /** The rows so far, as numbers. */
    public double[] state() {
        double[] state = new double[3 + 2 * scored];
        state[0] = rows;
        state[1] = refused;
        state[2] = scored;
        for (int i = 0; i < scored; i++) {
            state[3 + 2 * i] = losses[i];
            state[4 + 2 * i] = labels[i];
        }
        return state;
    }

    /** Takes what {@link #state} gave. */
    public void restore(double[] state) {
        mean = Double.NaN;
        rows = (int) state[0];
        refused = (int) state[1];
        scored = (int) state[2];
        for (int i = 0; i < scored; i++) {
            losses[i] = state[3 + 2 * i];
            labels[i] = (float) state[4 + 2 * i];
        }
    }
}
