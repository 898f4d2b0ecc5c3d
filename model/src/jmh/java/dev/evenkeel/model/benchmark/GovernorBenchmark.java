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
import dev.evenkeel.model.stability.StabilitySettings;
import dev.evenkeel.model.update.AdamHyperparameters;
import dev.evenkeel.model.update.NagHyperparameters;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the guards cost: the same steps with {@code stability.profile} off and balanced. */
@State(Scope.Thread)
public class GovernorBenchmark {
    /** Profiles of a pipeline file. */
    public enum Profile {
        /** The bare rule. */
        OFF(StabilitySettings.OFF),
        /** What costs next to nothing on a clean stream. */
        BALANCED(StabilitySettings.BALANCED);

        private final StabilitySettings settings;

        Profile(StabilitySettings settings) {
            this.settings = settings;
        }
    }

    private static final int NUMBERS = 39;
    private static final int ROWS = 256;
    private static final int BATCHES = 64;

    /** Which guards. */
    @Param
    public Profile profile;

    private Learner network;
    private Learner linear;
    private List<MiniBatch> wide;
    private List<MiniBatch> narrow;
    private final Predictions predictions = new Predictions(1);
    private final Refusals refusals = new Refusals();
    private int next;

    /** Makes the models and their data. */
    @Setup
    public void make() {
        Topology topology = Topology.SMALL_256;
        network = Learners.create(new LearnerSpec(
                        Data.schema(topology),
                        ModelKind.NETWORK,
                        LossKind.LOGISTIC,
                        AdamHyperparameters.DEFAULT,
                        topology.layers(),
                        topology.batch,
                        LearnerSpec.DEFAULT_SEED,
                        GemmChoice.AUTO)
                .with(profile.settings));
        linear = Learners.create(new LearnerSpec(
                        Data.schema(NUMBERS, 1, 18),
                        ModelKind.LINEAR,
                        LossKind.LOGISTIC,
                        NagHyperparameters.DEFAULT,
                        List.of(),
                        1,
                        LearnerSpec.DEFAULT_SEED,
                        GemmChoice.AUTO)
                .with(profile.settings));
        wide = new ArrayList<>(Data.numbers(BATCHES, topology.batch, topology.inputs, 1));
        narrow = new ArrayList<>(Data.numbers(BATCHES, ROWS, NUMBERS, 1));
    }

    /** A step of the network. */
    @Benchmark
    public void network() {
        MiniBatch batch = wide.get(next++ % BATCHES);
        network.learn(batch, 0, batch.rows(), predictions, refusals);
    }

    /** {@value #ROWS} steps of a linear model of 39 numbers and the constant. */
    @Benchmark
    public void linear() {
        MiniBatch batch = narrow.get(next++ % BATCHES);
        linear.learn(batch, 0, batch.rows(), predictions, refusals);
    }
}
