package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.Averaging;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.Schedule;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Linear learners and the random streams they are tested on: 6 numbers of very different size, 3 categories, a few words. */
public final class LinearStreams {
    public static final int WIDTH = 6;

    private LinearStreams() {}

    public static LearnerSpec spec(Task task, Hyperparameters rule) {
        return spec(Schemas.of(task, WIDTH, 1, 1, 18), rule);
    }

    public static LearnerSpec spec(Task task) {
        return spec(task, NagHyperparameters.DEFAULT);
    }

    public static LearnerSpec spec(Schema schema, Hyperparameters rule) {
        return spec(schema, rule, UpdateOptions.NONE);
    }

    public static LearnerSpec spec(Schema schema, Hyperparameters rule, UpdateOptions options) {
        Loss loss = Loss.of(LossKind.defaultFor(schema.task()));
        return spec(schema, loss, rule, options);
    }

    public static LearnerSpec spec(Schema schema, Loss loss, Hyperparameters rule, UpdateOptions options) {
        return new LearnerSpec(
                schema, ModelKind.LINEAR, loss, rule, options, List.of(), 1, 1, GemmChoice.AUTO, InputSpec.RAW);
    }

    /** L1 and L2, and nothing else. */
    public static UpdateOptions regularized(double l1, double l2) {
        return new UpdateOptions(
                l1, l2, OptionalDouble.empty(), Schedule.CONSTANT, OptionalDouble.empty(), Averaging.NONE);
    }

    /** Labels follow the numbers, with noise; each column times {@code scale(column)}; one row in ten with weight 0, 2 or 3. */
    public static MiniBatch stream(Task task, long seed, int rows, IntToDoubleFunction scale) {
        Random random = new Random(seed);
        MiniBatch.Builder builder = new MiniBatch.Builder(WIDTH, rows);
        Example example = new Example(WIDTH);
        for (int r = 0; r < rows; r++) {
            example.clear().timeMs(1_000L * r).origin(r % 2, r / 2);
            double score = random.nextGaussian() / 2;
            for (int j = 0; j < WIDTH; j++) {
                double x = random.nextInt(5) == 0 ? 0 : random.nextGaussian() * (1 + r * j / 500.0);
                boolean missing = random.nextInt(10) == 0;
                example.numeric()[j] = missing ? Float.NaN : (float) ((float) x * scale.applyAsDouble(j));
                score += missing ? 0 : x * (j % 2 == 0 ? 0.7 : -0.4) / (1 + j);
            }
            int category = random.nextInt(3);
            score += category - 1;
            example.addToken(0, 1_000_003 * (category + 1), 1);
            for (int t = random.nextInt(4); t > 0; t--) {
                example.addToken(1, 7_919 * (random.nextInt(60) + 1), 1 + random.nextInt(3));
            }
            example.weight(r % 10 == 9 ? new float[] {0, 2, 3}[random.nextInt(3)] : 1);
            builder.add(example.label(label(task, score)));
        }
        return builder.build();
    }

    private static float label(Task task, double score) {
        return switch (task) {
            case REGRESSION -> (float) (3 * score + 2);
            case BINARY -> score > 0 ? 1 : 0;
            case MULTICLASS -> score < -0.6 ? 0 : score < 0.6 ? 1 : 2;
        };
    }

    /** Learns all rows one call; gives the scores. */
    static float[] learn(Learner learner, MiniBatch batch, Refusals refusals) {
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        learner.learn(batch, 0, batch.rows(), predictions, refusals);
        return java.util.Arrays.copyOf(predictions.scores(), batch.rows() * predictions.outputs());
    }

    static NamedTensors saved(Learner learner) {
        NamedTensors tensors = new NamedTensors();
        learner.copy().save(tensors);
        return tensors;
    }

    /** A schema whose label is a name. */
    static Schema withPositive(String positive) {
        return Schemas.of(
                Task.BINARY, LabelSpec.binary("y", positive), List.of("n0", "n1"), List.of("c0"), List.of("t0"), 18);
    }
}
