package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.stability.Normalization;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import dev.evenkeel.model.update.Noise;
import dev.evenkeel.model.update.SgdHyperparameters;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What each guard is for: under the same attack, a model with it learns, and one without it does not. */
class GuardsTest {
    private static final int ROWS = 4000;
    /** The noise in labels is 0.01, predicting their mean gives 5; a guarded model may lose a part of that to the attack. */
    private static final double FINE = 0.3;

    private static final List<LayerSpec> HIDDEN = List.of(new LayerSpec.Dense(16), new LayerSpec.Relu());

    /** Changes a row; says whether the row's own loss is left out of the account. */
    private interface Attack {
        Attack NONE = (row, r) -> false;

        boolean on(Example row, int r);

        /** One row in a hundred, after the first ones. */
        static Attack now(Attack attack) {
            return (row, r) -> r > 200 && r % 100 == 0 && attack.on(row, r);
        }
    }

    private static StabilitySettings guards(Map<String, Double> limits) {
        return new StabilitySettings(
                at(limits, "absurd"),
                at(limits, "bound"),
                at(limits, "loss-gradient"),
                Normalization.NONE,
                at(limits, "agc"),
                at(limits, "zclip"),
                at(limits, "trust-ratio"),
                at(limits, "update"),
                at(limits, "overshoot"),
                Optional.empty());
    }

    private static OptionalDouble at(Map<String, Double> limits, String guard) {
        return limits.containsKey(guard) ? OptionalDouble.of(limits.get(guard)) : OptionalDouble.empty();
    }

    private static LearnerSpec linear(Hyperparameters rule) {
        return spec(ModelKind.LINEAR, rule, UpdateOptions.NONE, List.of());
    }

    private static LearnerSpec network(Hyperparameters rule) {
        return spec(ModelKind.NETWORK, rule, UpdateOptions.NONE, HIDDEN);
    }

    private static LearnerSpec spec(
            ModelKind kind, Hyperparameters rule, UpdateOptions options, List<LayerSpec> layers) {
        return new LearnerSpec(
                Schemas.of(Task.REGRESSION, 3, 0, 0, 10),
                kind,
                Loss.of(LossKind.SQUARED),
                rule,
                options,
                layers,
                8,
                1,
                GemmChoice.AUTO,
                InputSpec.defaultFor(kind, rule));
    }

    private static double attacked(LearnerSpec spec, Map<String, Double> limits, Attack attack) {
        return loss(spec.with(guards(limits)), attack);
    }

    /** The mean squared error over the rows of the second half that are not attacked; a score that is not finite counts 1e6. */
    private static double loss(LearnerSpec spec, Attack attack) {
        Learner learner = Learners.create(spec);
        RandomStream random = new RandomStream(7);
        MiniBatch.Builder rows = new MiniBatch.Builder(3, ROWS);
        boolean[] hit = new boolean[ROWS];
        Example row = new Example(3);
        for (int r = 0; r < ROWS; r++) {
            row.clear().origin(0, r);
            for (int j = 0; j < 3; j++) {
                row.numeric()[j] = 1 + random.nextGaussian();
            }
            row.label(2 * row.numeric()[0] - row.numeric()[1] + 0.1f * random.nextGaussian());
            hit[r] = attack.on(row, r);
            rows.add(row);
        }
        MiniBatch batch = rows.build();
        Predictions scores = new Predictions(1);
        learner.learn(batch, 0, ROWS, scores, new Refusals());
        double sum = 0;
        int count = 0;
        for (int r = ROWS / 2; r < ROWS; r++) {
            if (!hit[r]) {
                double error = scores.scores()[r] - batch.labels()[r];
                sum += Double.isFinite(error) ? Math.min(1e6, error * error) : 1e6;
                count++;
            }
        }
        return sum / count;
    }

    private static Attack number(float value) {
        return Attack.now((row, r) -> {
            row.numeric()[0] = value;
            return true;
        });
    }

    private static Attack label(float value) {
        return Attack.now((row, r) -> {
            row.label(value);
            return true;
        });
    }

    /** With the guard about as good as without the attack; without the guard far off. */
    private static void assertGuards(
            LearnerSpec spec, Map<String, Double> others, Map.Entry<String, Double> guard, Attack attack) {
        Map<String, Double> all = new HashMap<>(others);
        all.put(guard.getKey(), guard.getValue());
        double clean = attacked(spec, others, Attack.NONE);
        assertThat(attacked(spec, all, attack)).as("guarded, clean=%s", clean).isLessThan(FINE);
        assertThat(attacked(spec, others, attack)).as("bare, clean=%s", clean).isGreaterThan(2 * FINE);
    }

    private static final Map<String, Double> NOTHING = Map.of();
    private static final NagHyperparameters NAG = NagHyperparameters.DEFAULT;
    private static final AdamHyperparameters ADAM = AdamHyperparameters.DEFAULT.at(0.003);
    private static final SgdHyperparameters CALM = new SgdHyperparameters(0.01);
    private static final SgdHyperparameters BOMB = new SgdHyperparameters(0.3);

    @Test
    void absurdNumbersAreQuarantined() {
        assertGuards(linear(NAG), NOTHING, Map.entry("absurd", 100.0), number(1e20f));
        assertGuards(network(ADAM), NOTHING, Map.entry("absurd", 100.0), number(1e20f));
    }

    @Test
    void numbersOutOfBoundsAreDrawnIn() {
        assertGuards(linear(NAG), NOTHING, Map.entry("bound", 2.0), number(100));
        assertGuards(network(ADAM), NOTHING, Map.entry("bound", 2.0), number(100));
    }

    @Test
    void aChangeOfUnitsIsFollowed() {
        Attack units = (row, r) -> {
            row.numeric()[0] *= r >= 1500 ? 1e-4f : 1;
            return r < 2200;
        };
        assertGuards(linear(NAG), NOTHING, Map.entry("absurd", 100.0), units);
        assertGuards(network(ADAM), NOTHING, Map.entry("absurd", 100.0), units);
    }

    @Test
    void labelsOutOfAllProportionPullOnlySoFar() {
        assertGuards(linear(CALM), NOTHING, Map.entry("loss-gradient", 5.0), label(1000));
        assertGuards(network(CALM), Map.of("bound", 2.0), Map.entry("loss-gradient", 5.0), label(1000));
    }

    @Test
    void gradientsOfUnusualNormAreClipped() {
        assertGuards(linear(CALM), NOTHING, Map.entry("zclip", 2.5), label(1000));
        assertGuards(network(CALM), Map.of("bound", 2.0), Map.entry("zclip", 2.5), label(1000));
    }

    @Test
    void stepsOutOfProportionAreShortened() {
        assertGuards(linear(BOMB), NOTHING, Map.entry("update", 0.01), Attack.NONE);
        assertGuards(network(BOMB), NOTHING, Map.entry("update", 0.01), Attack.NONE);
    }

    @Test
    void stepsPastTheMinimumAreShortened() {
        assertGuards(linear(BOMB), NOTHING, Map.entry("overshoot", 2.0), Attack.NONE);
        LearnerSpec network = network(new SgdHyperparameters(0.1));
        double guarded = attacked(network, Map.of("overshoot", 2.0), Attack.NONE);
        assertThat(guarded).isLessThan(0.1 * attacked(network, NOTHING, Attack.NONE));
    }

    @Test
    void normalizedGradientsCannotExplode() {
        LearnerSpec linear = linear(BOMB);
        LearnerSpec network = network(new SgdHyperparameters(0.1));
        for (LearnerSpec spec : List.of(linear, network)) {
            StabilitySettings normalized = guards(NOTHING).with(Normalization.LAYER_L2);
            assertThat(loss(spec.with(normalized), Attack.NONE)).isLessThan(0.2 * attacked(spec, NOTHING, Attack.NONE));
        }
    }

    /** A rate of 1: the step is the gradient. */
    @Test
    void hiddenUnitsTakeNoGradientLongerThanTheirWeights() {
        LearnerSpec spec = network(new SgdHyperparameters(1));
        assertThat(growth(spec.with(guards(Map.of("agc", 0.1))))).isLessThan(1.2); // steps by a tenth times √8
        assertThat(growth(spec)).isGreaterThan(5);
    }

    /** How many times as large a step makes the hidden weights whose rows weigh a million. */
    private static double growth(LearnerSpec spec) {
        Learner learner = Learners.create(spec);
        MiniBatch rows = rows(8);
        double before = learner.layers().get(0).weightNorm();
        Arrays.fill(rows.weights(), 1e6f);
        learner.learn(rows, 0, 8, new Predictions(1), new Refusals());
        return learner.layers().get(0).weightNorm() / before;
    }

    @Test
    void layersLearnAtOnePace() {
        List<LayerSpec> deep = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            deep.add(new LayerSpec.Dense(8));
            deep.add(new LayerSpec.Sigmoid());
        }
        LearnerSpec spec = spec(ModelKind.NETWORK, CALM, UpdateOptions.NONE, deep);
        assertThat(unevenness(spec)).isGreaterThan(1000);
        assertThat(unevenness(spec.with(guards(Map.of("trust-ratio", 5.0))))).isLessThan(10);
    }

    /** Weights of zero behind a rectifier have no gradient at all. */
    @Test
    void noiseLeadsOffASaddle() {
        List<LayerSpec> zero = List.of(new LayerSpec.Dense(16, Initialization.ZERO), new LayerSpec.Relu());
        Noise noise = new Noise(Noise.Kind.GAUSSIAN, 0.01, 3);
        UpdateOptions noisy = UpdateOptions.NONE.with(noise);
        assertThat(loss(spec(ModelKind.NETWORK, ADAM, noisy, zero), Attack.NONE))
                .isLessThan(FINE);
        assertThat(loss(spec(ModelKind.NETWORK, ADAM, UpdateOptions.NONE, zero), Attack.NONE))
                .isGreaterThan(2 * FINE);
    }

    /** Numbers that are finite, and a step that is not. */
    @Test
    void aStepThatIsNotFiniteLeavesNoTrace() {
        for (LearnerSpec spec : List.of(linear(CALM), network(new SgdHyperparameters(1e20)))) {
            Learner learner = Learners.create(spec.with(StabilitySettings.OFF));
            MiniBatch rows = rows(16);
            Arrays.fill(rows.weights(), 1e30f);
            Learner before = learner.copy();
            Refusals refusals = new Refusals();
            learner.learn(rows, 0, 16, new Predictions(1), refusals);
            assertThat(refusals.list())
                    .hasSize(16)
                    .allSatisfy(refusal -> assertThat(refusal.reason()).contains("is not finite"));
            assertThat(score(learner)).isEqualTo(score(before));
        }
    }

    private static float score(Learner learner) {
        Predictions scores = new Predictions(1);
        learner.predict(rows(1), 0, 1, scores);
        return scores.scores()[0];
    }

    private static MiniBatch rows(int count) {
        RandomStream random = new RandomStream(7);
        MiniBatch.Builder rows = new MiniBatch.Builder(3, count);
        Example row = new Example(3);
        for (int r = 0; r < count; r++) {
            row.clear();
            for (int j = 0; j < 3; j++) {
                row.numeric()[j] = 1 + random.nextGaussian();
            }
            rows.add(row.label(1e10f * random.nextGaussian()));
        }
        return rows.build();
    }

    /** The largest relative update of a layer over the smallest. */
    private static double unevenness(LearnerSpec spec) {
        Learner learner = Learners.create(spec);
        learner.learn(rows(80), 0, 80, new Predictions(1), new Refusals());
        double[] paces = learner.layers().stream()
                .mapToDouble(layer -> layer.updateNorm() / layer.weightNorm())
                .sorted()
                .toArray();
        return paces[paces.length - 1] / paces[0];
    }
}
