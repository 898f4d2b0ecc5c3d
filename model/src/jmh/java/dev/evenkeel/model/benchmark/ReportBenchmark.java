package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.HealthWatch;
import dev.evenkeel.model.stability.StepObserver;
import dev.evenkeel.model.update.AdamHyperparameters;
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

/** What the stability report costs: 256 rows learned with nobody watching, and with what the report needs, in turns. */
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 9, time = 1)
public class ReportBenchmark {
    private static final int ROWS = 256;
    private static final int BATCHES = 8;
    private static final int NUMBERS = 40;
    /** Turns after which the other learner is watched. */
    private static final int SPELL = 8;

    /** Rows of a network's step, 1 for a linear model of 40 numbers. */
    @Param({"1", "8", "256"})
    public int step;

    private Learner alone;
    private Learner watched;
    private HealthWatch watch;
    private List<MiniBatch> batches;
    private final Predictions predictions = new Predictions(1);
    private final Refusals refusals = new Refusals();
    private int turn;

    /** Makes the models and their data. */
    @Setup
    public void make() {
        boolean linear = step == 1;
        Topology topology = Topology.values()[0];
        int width = linear ? NUMBERS : topology.inputs;
        Schema schema = Data.schema(width, 1, Schema.DEFAULT_HASH_BITS);
        LearnerSpec spec = new LearnerSpec(
                schema,
                linear ? ModelKind.LINEAR : ModelKind.NETWORK,
                LossKind.LOGISTIC,
                linear ? NagHyperparameters.DEFAULT : AdamHyperparameters.DEFAULT,
                linear ? List.of() : topology.layers(),
                step,
                LearnerSpec.DEFAULT_SEED,
                GemmChoice.AUTO);
        alone = Learners.create(spec);
        watched = Learners.create(spec);
        watch = new HealthWatch(schema, step);
        turn = 0;
        batches = Data.numbers(BATCHES, ROWS, width, 1);
    }

    /** Learns twice from {@value #ROWS} rows. */
    @Benchmark
    public void learn(Turns turns) {
        if (turn % SPELL == 0) {
            swap();
        }
        MiniBatch batch = batches.get(turn++ % BATCHES);
        turns.take(() -> alone.learn(batch, 0, ROWS, predictions, refusals), () -> learnWatched(batch));
    }

    /** Watches the other one, so that it does not matter where the two lie in memory. */
    private void swap() {
        Learner other = alone;
        alone = watched;
        watched = other;
        alone.observe(StepObserver.NONE);
        watched.observe(watch);
    }

    private void learnWatched(MiniBatch batch) {
        watch.begin(0);
        watched.learn(batch, 0, ROWS, predictions, refusals);
        if (watch.end(batch, ROWS)) {
            GuardCounts guards = new GuardCounts();
            watched.count(guards);
            watch.turn(guards);
        }
    }
}
