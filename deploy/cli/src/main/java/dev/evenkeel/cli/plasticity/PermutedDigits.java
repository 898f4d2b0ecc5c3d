package dev.evenkeel.cli.plasticity;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.plasticity.HiddenReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The experiment: tasks of as many examples each, the pixels permuted anew at each task's beginning; every example is predicted
 * before it is learned from. Every method sees the same examples for the same seed.
 *
 * @param tasks how many, &gt;= 2
 * @param examples of a task, &gt;= 1
 * @param seeds how many, &gt;= 1: 1, 2, ...
 */
public record PermutedDigits(int tasks, int examples, int seeds) {
    /** The most tasks at either end that are compared. */
    private static final int ENDS = 10;

    /** Checks the ranges. */
    public PermutedDigits {
        if (tasks < 2 || examples < 1 || seeds < 1) {
            throw new IllegalArgumentException("must be at least two tasks, one example and one seed: tasks=" + tasks
                    + ", examples=" + examples + ", seeds=" + seeds);
        }
    }

    /**
     * What a method reached.
     *
     * @param method which
     * @param accuracies of each task, the mean over seeds
     * @param first accuracy of the first tasks: ten, or half of them where there are fewer than twenty
     * @param last accuracy of as many at the end
     * @param hidden the hidden layers of the last seed at the end
     */
    public record Outcome(
            Method method, List<Double> accuracies, double first, double last, List<HiddenReport> hidden) {
        /** Copies the lists. */
        public Outcome {
            accuracies = List.copyOf(accuracies);
            hidden = List.copyOf(hidden);
        }
    }

    /** Runs a method. */
    public Outcome run(Method method, Digits digits) {
        double[] accuracies = new double[tasks];
        List<HiddenReport> hidden = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            Learner learner = Learners.create(method.learner(seed));
            run(learner, digits, new RandomStream(seed).split("permuted"), accuracies);
            hidden = learner.hiddenLayers();
        }
        int ends = Math.min(ENDS, tasks / 2);
        double first = Arrays.stream(accuracies).limit(ends).average().orElseThrow();
        double last =
                Arrays.stream(accuracies).skip(tasks - (long) ends).average().orElseThrow();
        return new Outcome(method, Arrays.stream(accuracies).boxed().toList(), first, last, hidden);
    }

    private void run(Learner learner, Digits digits, RandomStream random, double[] accuracies) {
        int[] order = IntStream.range(0, Digits.PIXELS).toArray();
        Predictions predictions = new Predictions(learner.spec().schema().outputs());
        Refusals refusals = new Refusals();
        for (int task = 0; task < tasks; task++) {
            shuffle(order, random);
            MiniBatch batch = digits.draw(examples, order, random);
            learner.learn(batch, 0, examples, predictions, refusals);
            accuracies[task] += (double) right(predictions, batch) / examples / seeds;
        }
    }

    /** Fisher and Yates. */
    private static void shuffle(int[] order, RandomStream random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    private static int right(Predictions predictions, MiniBatch batch) {
        int outputs = predictions.outputs();
        int right = 0;
        for (int r = 0; r < batch.rows(); r++) {
            int best = 0;
            for (int k = 1; k < outputs; k++) {
                best = predictions.scores()[r * outputs + k] > predictions.scores()[r * outputs + best] ? k : best;
            }
            right += best == (int) batch.labels()[r] ? 1 : 0;
        }
        return right;
    }
}
