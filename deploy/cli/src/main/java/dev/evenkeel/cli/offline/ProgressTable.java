package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.loss.LabelNames;
import dev.evenkeel.model.loss.Loss;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Vowpal Wabbit's kind of table: a line at example 1, 2, 4, 8 and so on with the average loss, the average since the last line,
 * and the example. Losses are those of predictions made before the example was learned, weighted by importance; examples whose
 * loss is not finite are left out of them.
 */
public final class ProgressTable implements TrainingLane.Listener {
    private static final String HEADING = """
            average    since         example      example           label      prediction  features
            loss       last          counter       weight""";

    private static final int WORD = 14;

    private final LabelNames names;
    private final Loss loss;
    private final int outputs;
    private final Consumer<String> lines;
    private long examples;
    private long next = 1;
    private double weights;
    private double losses;
    private double lineWeights;
    private double lineLosses;

    /** A table about a learner of that specification, whose lines go to {@code lines}; the heading at once. */
    public ProgressTable(LearnerSpec spec, Consumer<String> lines) {
        names = new LabelNames(spec.schema(), spec.loss());
        loss = spec.loss();
        outputs = spec.schema().outputs();
        this.lines = lines;
        HEADING.lines().forEach(lines);
    }

    @Override
    public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
        for (int r = from; r < to; r++) {
            int at = (r - from) * outputs;
            double value = loss.value(predictions.scores(), at, outputs, batch.labels()[r]);
            if (Double.isFinite(value)) {
                weights += batch.weights()[r];
                losses += batch.weights()[r] * value;
            }
            if (++examples == next) {
                next *= 2;
                line(batch, r, predictions.scores(), at);
            }
        }
    }

    private void line(MiniBatch batch, int row, float[] scores, int at) {
        lines.accept(String.format(
                Locale.ROOT,
                "%-10.6f %-10.6f %10d %12.1f  %14s  %14s  %8d",
                losses / weights,
                (losses - lineLosses) / (weights - lineWeights),
                examples,
                weights,
                word(label(batch.labels()[row])),
                word(prediction(scores, at)),
                FeatureCount.of(batch, row)));
        lineWeights = weights;
        lineLosses = losses;
    }

    private String label(float label) {
        return names.classes().isEmpty() ? number(label) : names.label(label);
    }

    /** The number, the probability of a yes where the loss says one, or the likeliest class. */
    private String prediction(float[] scores, int at) {
        if (names.classes().isEmpty()) {
            return number(names.number(scores, at));
        }
        float probability = names.probabilities(scores, at)[0];
        return outputs == 1 && !Float.isNaN(probability)
                ? String.format(Locale.ROOT, "%.4f", probability)
                : names.label(names.likeliest(scores, at));
    }

    private static String number(float value) {
        return Math.abs(value) < 1e7 ? String.format(Locale.ROOT, "%.4f", value) : Float.toString(value);
    }

    private static String word(String text) {
        return text.length() <= WORD ? text : text.substring(0, WORD - 1) + "…";
    }
}
