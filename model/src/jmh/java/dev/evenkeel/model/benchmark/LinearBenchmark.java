package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Steps of the linear model by NAG: 39 tokens and the constant, test-then-train. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 9, time = 1)
public class LinearBenchmark {
    /** Examples a call. */
    static final int ROWS = 256;

    private static final int CALLS = 512;

    /** The base-2 logarithm of the table's entries. */
    @Param({"18", "24"})
    public int hashBits;

    private Learner learner;
    private MiniBatch rows;
    private final Predictions predictions = new Predictions(1);
    private final Refusals refusals = new Refusals();
    private int next;

    /** Makes the model and its data. */
    @Setup
    public void make() {
        learner = Learners.create(new LearnerSpec(
                Data.schema(0, 1, hashBits),
                ModelKind.LINEAR,
                LossKind.LOGISTIC,
                NagHyperparameters.DEFAULT,
                List.of(),
                1,
                LearnerSpec.DEFAULT_SEED,
                GemmChoice.AUTO));
        rows = Data.tokens(ROWS * CALLS, 39);
    }

    /** Learns from {@value #ROWS} examples. */
    @Benchmark
    public void nag() {
        int from = next++ % CALLS * ROWS;
        learner.learn(rows, from, from + ROWS, predictions, refusals);
    }
}
