package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.StabilityReport;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.stability.Verdict;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.Hyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The verdict on 200 attacks of 1,024 rows, on a linear model and a network behind the balanced guards: whether the right thing is
 * named first when the attack ends.
 */
class VerdictTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.999);
    private static final int WIDTH = 8;
    private static final int WARM = 6_144;
    private static final int LENGTH = 1_024;
    private static final int ATTACKS = 200;

    private enum Attack {
        INFINITE,
        HUGE,
        GROWING,
        TINY,
        CONSTANT,
        MISSING,
        FLIPPED,
        BOMB
    }

    private static LearnerSpec spec(boolean network, double factor) {
        Hyperparameters rule = network
                ? new AdamHyperparameters(1e-3 * factor, 0.9, 0.999, 1e-8)
                : new NagHyperparameters(0.5 * factor, 0.5);
        return new LearnerSpec(
                        Schemas.of(Task.BINARY, WIDTH, 1, 0, 18),
                        network ? ModelKind.NETWORK : ModelKind.LINEAR,
                        LossKind.LOGISTIC,
                        rule,
                        List.of(),
                        8,
                        1,
                        GemmChoice.AUTO)
                .with(StabilitySettings.BALANCED);
    }

    /** A row of columns of many kinds: normal, heavy-tailed, counts, a flag, a large offset, a season, mostly zero, small. */
    private static void fill(Example example, long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        float[] x = example.clear().timeMs(number).origin(0, number).numeric();
        x[0] = (float) random.nextGaussian();
        x[1] = (float) Math.exp(random.nextGaussian() * 1.5);
        x[2] = random.nextInt(10);
        x[3] = random.nextInt(2);
        x[4] = (float) (1_000 + 50 * random.nextGaussian());
        x[5] = (float) (Math.sin(number / 50.0) + random.nextGaussian() / 10);
        x[6] = random.nextInt(20) == 0 ? random.nextInt(5) + 1 : 0;
        x[7] = (float) (1e-3 * random.nextDouble());
        int category = random.nextInt(4);
        example.addToken(0, 7_919 * (category + 1), 1);
        double score = 1.5 * x[0] + 0.6 * Math.log(x[1]) + 0.3 * (x[2] - 4.5) + x[3] - 0.5 + (x[4] - 1_000) / 50 + x[5];
        score += category - 1.5 + 2 * (x[7] * 1e3 - 0.5);
        example.label(1 / (1 + Math.exp(-1.5 * score)) > random.nextDouble() ? 1 : 0);
    }

    /** What is done to rows; a row's own chance decides where only some of them are hit. */
    private record Plan(Attack attack, int column, double share, long seed) {
        static Plan of(int number) {
            SplittableRandom random = new SplittableRandom(number);
            List<Attack> attacks = List.of(Attack.values());
            Attack attack = attacks.get(number % attacks.size());
            int column = random.nextInt(WIDTH);
            boolean habit = attack == Attack.CONSTANT || attack == Attack.TINY;
            column = habit && (column == 3 || column == 6) ? 0 : column; // these are often constant, or zero
            double share = attack == Attack.MISSING
                    ? 0.6 + 0.4 * random.nextDouble()
                    : Math.pow(50, random.nextDouble() - 1); // from 2 % to all rows
            return new Plan(attack, column, share, random.nextLong());
        }

        String culprit() {
            return switch (attack) {
                case FLIPPED -> "label";
                case BOMB -> "layer ";
                default -> "feature n" + column;
            };
        }

        void apply(Example example, int number) {
            float[] x = example.numeric();
            boolean hit = new SplittableRandom(seed + number).nextDouble() < share;
            switch (attack) {
                case INFINITE -> x[column] = hit ? Float.NEGATIVE_INFINITY : x[column];
                case HUGE -> x[column] = hit ? 1e30f : x[column];
                case GROWING -> x[column] *= (float) Math.pow(10, 30.0 * (number - WARM) / LENGTH);
                case TINY -> x[column] *= 1e-38f;
                case CONSTANT -> x[column] = 0.5f;
                case MISSING -> x[column] = hit ? Float.NaN : x[column];
                case FLIPPED -> example.label(1 - example.label());
                case BOMB -> {
                    // the rows are as they were
                }
            }
        }
    }

    private static void learn(TrainingLane lane, long stream, int from, int to, Plan plan) {
        MiniBatch.Builder builder = new MiniBatch.Builder(WIDTH, to - from);
        Example example = new Example(WIDTH);
        for (int r = from; r < to; r++) {
            fill(example, stream, r);
            if (plan != null) {
                plan.apply(example, r);
            }
            builder.add(example);
        }
        lane.learn(builder.build());
    }

    /** The lane as it is, going on a thousand times as fast. */
    private static TrainingLane hasty(TrainingLane lane, boolean network) {
        NamedTensors state = new NamedTensors();
        lane.learner().save(state);
        lane.evaluation().save(state);
        lane.save(state);
        Learner learner = Learners.create(spec(network, 1_000));
        learner.load(state);
        return TrainingLane.restore(learner, SETTINGS, state, lane.waiting());
    }

    @Test
    void theCulpritIsNamedFirstInNineteenOfTwentyAttacks() {
        int streams = 5;
        int right = 0;
        Map<Attack, List<String>> wrong = new EnumMap<>(Attack.class);
        for (int n = 0; n < 2 * streams; n++) {
            boolean network = n % 2 == 1;
            TrainingLane warm = new TrainingLane(Learners.create(spec(network, 1)), SETTINGS);
            learn(warm, n, 0, WARM, null);
            assertThat(warm.report().verdict()).isEqualTo(Verdict.WELL);
            for (int a = n; a < ATTACKS; a += 2 * streams) {
                Plan plan = Plan.of(a / 2 + a % 2 * ATTACKS);
                TrainingLane lane = plan.attack() == Attack.BOMB ? hasty(warm, network) : warm.copy();
                learn(lane, n, WARM, WARM + LENGTH, plan);
                StabilityReport report = lane.report();
                boolean named = !report.findings().isEmpty()
                        && report.findings().get(0).culprit().startsWith(plan.culprit());
                if (named && report.verdict().state() != Verdict.State.STABLE) {
                    right++;
                } else {
                    wrong.computeIfAbsent(plan.attack(), attack -> new ArrayList<>())
                            .add(plan + ": " + report.verdict());
                }
            }
        }
        assertThat(right).as("wrong: %s", wrong).isGreaterThanOrEqualTo(ATTACKS * 95 / 100);
    }

    @Test
    void aCleanStreamIsStableAllTheTime() {
        for (boolean network : new boolean[] {false, true}) {
            TrainingLane lane = new TrainingLane(Learners.create(spec(network, 1)), SETTINGS);
            for (int r = 0; r < 30_000; r += 200) {
                learn(lane, 77, r, r + 200, null);
                assertThat(lane.verdict()).as("after %d rows", r + 200).isEqualTo(Verdict.WELL);
            }
        }
    }
}
