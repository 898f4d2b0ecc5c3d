package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.update.CoinHyperparameters;
import dev.evenkeel.model.update.FtrlHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Progressive losses that Vowpal Wabbit 9.3.0 (the Maven artifact {@code com.github.vowpalwabbit:vw-jni:9.3.0}) printed as
 * "average loss" for the rows of {@link #lines}, one row at a time, with the options named beside.
 *
 * <p>Its state and arithmetic are floats, ours doubles over float state; its inverse square root is the processor's approximation,
 * good to 1.5·2^-12. So losses agree to about 1e-4, more closely where no square root is taken.
 */
class VowpalWabbitLossesTest {
    private static final int FEATURES = 8;
    private static final int ROWS = 200;

    static Stream<Arguments> regression() {
        return Stream.of(
                arguments(LossKind.SQUARED, "", NagHyperparameters.DEFAULT, UpdateOptions.NONE, 4.361516),
                arguments(
                        LossKind.SQUARED,
                        "-l 0.1 --power_t 0.3",
                        new NagHyperparameters(0.1, 0.3),
                        UpdateOptions.NONE,
                        7.348948),
                arguments(
                        LossKind.SQUARED,
                        "--l1 1e-3",
                        NagHyperparameters.DEFAULT,
                        LinearStreams.regularized(1e-3, 0),
                        4.581526),
                arguments(
                        LossKind.SQUARED,
                        "--l2 1e-3",
                        NagHyperparameters.DEFAULT,
                        LinearStreams.regularized(0, 1e-3),
                        4.502286),
                arguments(
                        LossKind.SQUARED,
                        "--l1 1e-3 --l2 1e-3 --initial_t 2 --initial_weight 0.05",
                        new NagHyperparameters(0.5, 0.5, true, true, true, 2, 0.05),
                        LinearStreams.regularized(1e-3, 1e-3),
                        6.526607),
                arguments(
                        LossKind.SQUARED,
                        "--adaptive --normalized",
                        new NagHyperparameters(0.5, 0.5, true, true, false, 0, 0),
                        UpdateOptions.NONE,
                        4.084347),
                arguments(
                        LossKind.SQUARED,
                        "--adaptive --invariant -l 0.5",
                        new NagHyperparameters(0.5, 0.5, true, false, true, 0, 0),
                        UpdateOptions.NONE,
                        9.676885),
                arguments(
                        LossKind.SQUARED,
                        "--normalized --invariant -l 0.5",
                        new NagHyperparameters(0.5, 0.5, false, true, true, 0, 0),
                        UpdateOptions.NONE,
                        5.682758),
                arguments(
                        LossKind.SQUARED,
                        "--invariant -l 0.2",
                        new NagHyperparameters(0.2, 0.5, false, false, true, 1, 0),
                        UpdateOptions.NONE,
                        18.875475),
                arguments(
                        LossKind.SQUARED,
                        "--sgd -l 0.005",
                        new NagHyperparameters(0.005, 0.5, false, false, false, 1, 0),
                        UpdateOptions.NONE,
                        10.492542),
                arguments(LossKind.SQUARED, "--coin", CoinHyperparameters.DEFAULT, UpdateOptions.NONE, 5.714663),
                arguments(
                        LossKind.SQUARED, "--ftrl", new FtrlHyperparameters(0.005, 0.1), UpdateOptions.NONE, 10.512122),
                arguments(
                        LossKind.SQUARED,
                        "--ftrl --ftrl_alpha 0.1 --ftrl_beta 1 --l1 0.5 --l2 0.2",
                        new FtrlHyperparameters(0.1, 1),
                        LinearStreams.regularized(0.5, 0.2),
                        9.866331),
                arguments(LossKind.QUANTILE, "", NagHyperparameters.DEFAULT, UpdateOptions.NONE, 0.856217),
                arguments(
                        LossKind.QUANTILE,
                        "--l1 1e-3 --l2 1e-3",
                        NagHyperparameters.DEFAULT,
                        LinearStreams.regularized(1e-3, 1e-3),
                        0.888685),
                arguments(LossKind.QUANTILE, "--coin", CoinHyperparameters.DEFAULT, UpdateOptions.NONE, 0.765857));
    }

    static Stream<Arguments> classification() {
        return Stream.of(
                arguments(LossKind.LOGISTIC, "", NagHyperparameters.DEFAULT, UpdateOptions.NONE, 0.450581),
                arguments(
                        LossKind.LOGISTIC,
                        "-l 5 --power_t 0",
                        new NagHyperparameters(5, 0),
                        UpdateOptions.NONE,
                        0.517426),
                arguments(
                        LossKind.LOGISTIC,
                        "--l1 1e-3 --l2 1e-3",
                        NagHyperparameters.DEFAULT,
                        LinearStreams.regularized(1e-3, 1e-3),
                        0.458064),
                arguments(
                        LossKind.LOGISTIC,
                        "--adaptive --normalized",
                        new NagHyperparameters(0.5, 0.5, true, true, false, 0, 0),
                        UpdateOptions.NONE,
                        0.444882),
                arguments(
                        LossKind.LOGISTIC,
                        "--sgd -l 0.05",
                        new NagHyperparameters(0.05, 0.5, false, false, false, 1, 0),
                        UpdateOptions.NONE,
                        0.705392),
                arguments(LossKind.LOGISTIC, "--coin", CoinHyperparameters.DEFAULT, UpdateOptions.NONE, 0.499400),
                arguments(
                        LossKind.LOGISTIC,
                        "--ftrl --ftrl_alpha 0.5 --ftrl_beta 1 --l1 0.1",
                        new FtrlHyperparameters(0.5, 1),
                        LinearStreams.regularized(0.1, 0),
                        0.772763),
                arguments(LossKind.HINGE, "", NagHyperparameters.DEFAULT, UpdateOptions.NONE, 0.457405),
                arguments(
                        LossKind.HINGE,
                        "--l2 1e-3",
                        NagHyperparameters.DEFAULT,
                        LinearStreams.regularized(0, 1e-3),
                        0.458609),
                arguments(LossKind.HINGE, "--coin", CoinHyperparameters.DEFAULT, UpdateOptions.NONE, 0.607226),
                arguments(LossKind.HINGE, "--ftrl", new FtrlHyperparameters(0.005, 0.1), UpdateOptions.NONE, 0.990715));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource({"regression", "classification"})
    void theSameLoss(LossKind loss, String options, Hyperparameters rule, UpdateOptions regularizers, double expected) {
        assertThat(progressiveLoss(Loss.of(loss), rule, regularizers)).isCloseTo(expected, within(2e-4 * expected));
    }

    private static double progressiveLoss(Loss loss, Hyperparameters rule, UpdateOptions regularizers) {
        Task task = loss.kind().task();
        Learner learner = Learners.create(LinearStreams.spec(Schemas.of(task, 0, 0, 1, 18), loss, rule, regularizers));
        MiniBatch batch = batch(task);
        Predictions predictions = new Predictions(1);
        Refusals refusals = new Refusals();
        learner.learn(batch, 0, batch.rows(), predictions, refusals);
        assertThat(refusals.list()).isEmpty();
        double sum = 0;
        double weights = 0;
        for (int r = 0; r < batch.rows(); r++) {
            sum += batch.weights()[r] * loss.value(predictions.scores(), r, 1, batch.labels()[r]);
            weights += batch.weights()[r];
        }
        return sum / weights;
    }

    /** Rows as Vowpal Wabbit reads them: features of very different sizes, and every seventh row with an importance. */
    static List<String> lines(Task task) {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            StringBuilder features = new StringBuilder();
            double score = 0.5 * random.nextGaussian();
            for (int j = 0; j < FEATURES; j++) {
                double x = (1 + r / 100.0) * random.nextGaussian();
                if (random.nextInt(3) > 0) {
                    score += x * (j % 2 == 0 ? 0.8 : -0.5) / (1 + j);
                    features.append(String.format(Locale.ROOT, " f%d:%.5g", j, x * Math.pow(10, (j - 5) / 3.0)));
                }
            }
            String label = task == Task.BINARY
                    ? (score > 0.2 ? "1" : "-1")
                    : String.format(Locale.ROOT, "%.4f", 2 * score + 1);
            String importance = r % 7 == 3 ? " " + (r % 2 == 0 ? 2.5 : 0.5) : "";
            lines.add(label + importance + " |" + features);
        }
        return lines;
    }

    private static MiniBatch batch(Task task) {
        MiniBatch.Builder builder = new MiniBatch.Builder(0, ROWS);
        Example example = new Example(0);
        for (String line : lines(task)) {
            String[] words = line.split("[ |]+", -1);
            boolean weighted = words.length > 1 && !words[1].startsWith("f");
            float label = Float.parseFloat(words[0]);
            example.clear().label(task == Task.BINARY && label < 0 ? 0 : label);
            example.weight(weighted ? Float.parseFloat(words[1]) : 1);
            for (int i = weighted ? 2 : 1; i < words.length; i++) {
                float value = Float.parseFloat(words[i].substring(words[i].indexOf(':') + 1));
                example.addToken(0, 7_919 * (words[i].charAt(1) - '0' + 1), value);
            }
            builder.add(example);
        }
        return builder.build();
    }
}
