package dev.evenkeel.model.benchmark;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the guards cost: the same steps with {@code stability.profile} off and balanced in turns, of the model alone, and of a lane, which
 * keeps good states, watches the loss, evaluates and reports. One label in ten is wrong and the rows are many, so that nothing is known by
 * heart: a loss near 0 would be watched more closely.
 */
@State(Scope.Thread)
@Fork(3)
@Warmup(iterations = 20, time = 1)
@Measurement(iterations = 9, time = 1)
public class GovernorBenchmark {
    /** A model with a profile, alone and in a lane. */
    private static final class Subject {
        private final Learner learner;
        private final TrainingLane lane;

        Subject(LearnerSpec spec, StabilitySettings settings) {
            learner = Learners.create(spec.with(settings));
            lane = new TrainingLane(Learners.create(spec.with(settings)), EvaluationSettings.DEFAULT);
        }
    }

    private static final int NUMBERS = 39;
    private static final int ROWS = 256;
    private static final int BATCHES = 512;
    private static final int WRONG = 10;

    private Subject bareNetwork;
    private Subject network;
    private Subject bareLinear;
    private Subject linear;
    private List<MiniBatch> wide;
    private List<MiniBatch> narrow;
    private final Predictions predictions = new Predictions(1);
    private final Refusals refusals = new Refusals();
    private int next;

    /** Makes the models and their data. */
    @Setup
    public void make() {
        Topology topology = Topology.SMALL_256;
        LearnerSpec deep = new LearnerSpec(
                Data.schema(topology),
                ModelKind.NETWORK,
                LossKind.LOGISTIC,
                AdamHyperparameters.DEFAULT,
                topology.layers(),
                topology.batch,
                LearnerSpec.DEFAULT_SEED,
                GemmChoice.AUTO);
        LearnerSpec flat = new LearnerSpec(
                Data.schema(NUMBERS, 1, 18),
                ModelKind.LINEAR,
                LossKind.LOGISTIC,
                NagHyperparameters.DEFAULT,
                List.of(),
                1,
                LearnerSpec.DEFAULT_SEED,
                GemmChoice.AUTO);
        bareNetwork = new Subject(deep, StabilitySettings.OFF);
        network = new Subject(deep, StabilitySettings.BALANCED);
        bareLinear = new Subject(flat, StabilitySettings.OFF);
        linear = new Subject(flat, StabilitySettings.BALANCED);
        wide = noisy(Data.numbers(BATCHES, topology.batch, topology.inputs, 1));
        narrow = noisy(Data.numbers(BATCHES, ROWS, NUMBERS, 1));
    }

    private static List<MiniBatch> noisy(List<MiniBatch> batches) {
        Random random = new Random(2);
        for (MiniBatch batch : batches) {
            for (int r = 0; r < batch.rows(); r++) {
                float label = batch.labels()[r];
                batch.labels()[r] = random.nextInt(WRONG) == 0 ? 1 - label : label;
            }
        }
        return batches;
    }

    /** A step of the network. */
    @Benchmark
    public void network(Turns turns) {
        steps(turns, bareNetwork, network, wide.get(next++ % BATCHES));
    }

    /** {@value #ROWS} steps of a linear model of 39 numbers and the constant. */
    @Benchmark
    public void linear(Turns turns) {
        steps(turns, bareLinear, linear, narrow.get(next++ % BATCHES));
    }

    private void steps(Turns turns, Subject bare, Subject guarded, MiniBatch batch) {
        turns.take(
                () -> bare.learner.learn(batch, 0, batch.rows(), predictions, refusals),
                () -> guarded.learner.learn(batch, 0, batch.rows(), predictions, refusals));
    }

    /** What a job does for {@link #network}. */
    @Benchmark
    public void networkLane(Turns turns) {
        MiniBatch batch = wide.get(next++ % BATCHES);
        turns.take(() -> bareNetwork.lane.learn(batch), () -> network.lane.learn(batch));
    }

    /** What a job does for {@link #linear}. */
    @Benchmark
    public void linearLane(Turns turns) {
        MiniBatch batch = narrow.get(next++ % BATCHES);
        turns.take(() -> bareLinear.lane.learn(batch), () -> linear.lane.learn(batch));
    }
}
