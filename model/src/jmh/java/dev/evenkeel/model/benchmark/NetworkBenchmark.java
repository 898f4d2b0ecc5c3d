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
import dev.evenkeel.model.update.AdamHyperparameters;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Training steps a second: predict, gradient, update by Adam. Evenkeel's step is what a job does with a micro-batch, with the
 * standardization of its inputs, scores for the evaluation and its checks of all numbers, which the others don't have.
 */
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 9, time = 1)
public class NetworkBenchmark {
    private static final int BATCHES = 8;

    /** A network of Evenkeel. */
    @State(Scope.Thread)
    public static class Evenkeel {
        /** The network. */
        @Param
        public Topology topology;

        /** Matrix multiplication, as in a pipeline file. */
        @Param({"AUTO"})
        public GemmChoice gemm;

        private Learner learner;
        private List<MiniBatch> batches;
        private Predictions predictions;
        private final Refusals refusals = new Refusals();
        private int next;

        /** Makes the network and its data. */
        @Setup
        public void make() {
            Schema schema = Data.schema(topology);
            learner = Learners.create(new LearnerSpec(
                    schema,
                    ModelKind.NETWORK,
                    LossKind.defaultFor(schema.task()),
                    AdamHyperparameters.DEFAULT,
                    topology.layers(),
                    topology.batch,
                    LearnerSpec.DEFAULT_SEED,
                    gemm));
            batches = Data.numbers(BATCHES, topology.batch, topology.inputs, topology.outputs);
            predictions = new Predictions(topology.outputs);
        }

        void step() {
            learner.learn(batches.get(next++ % BATCHES), 0, topology.batch, predictions, refusals);
            if (!refusals.isEmpty()) {
                throw new IllegalStateException(refusals.list().get(0).reason());
            }
        }
    }

    /** Networks of the other libraries, with one thread each. */
    @State(Scope.Thread)
    public static class Rivals {
        /** The network. */
        @Param
        public Topology topology;

        private Deeplearning4jNetwork deeplearning4j;
        private SameDiffNetwork sameDiff;
        private final List<DataSet> batches = new ArrayList<>();
        private int next;

        /** Makes the networks and their data. */
        @Setup
        public void make() {
            Nd4j.getEnvironment().setMaxThreads(1);
            Nd4j.getEnvironment().setMaxMasterThreads(1);
            deeplearning4j = new Deeplearning4jNetwork(topology);
            sameDiff = new SameDiffNetwork(topology);
            for (MiniBatch batch : Data.numbers(BATCHES, topology.batch, topology.inputs, topology.outputs)) {
                INDArray features = Nd4j.createFromArray(batch.numeric()).reshape(shape());
                INDArray labels = Nd4j.zeros(topology.batch, topology.outputs);
                for (int r = 0; r < topology.batch; r++) {
                    int label = (int) batch.labels()[r];
                    labels.putScalar(r, topology.outputs == 1 ? 0 : label, topology.outputs == 1 ? label : 1);
                }
                batches.add(new DataSet(features, labels));
            }
        }

        /** Channels first for images, the order these libraries are made for. */
        private long[] shape() {
            return topology.images()
                    ? new long[] {topology.batch, 1, topology.side(), topology.side()}
                    : new long[] {topology.batch, topology.inputs};
        }

        private DataSet batch() {
            return batches.get(next++ % BATCHES);
        }
    }

    /** Evenkeel's step. */
    @Benchmark
    public void evenkeel(Evenkeel state) {
        state.step();
    }

    /** Deeplearning4j's. */
    @Benchmark
    public void deeplearning4j(Rivals state) {
        DataSet batch = state.batch();
        state.deeplearning4j.step(batch.getFeatures(), batch.getLabels());
    }

    /** SameDiff's. */
    @Benchmark
    public void sameDiff(Rivals state) {
        state.sameDiff.step(state.batch());
    }
}
