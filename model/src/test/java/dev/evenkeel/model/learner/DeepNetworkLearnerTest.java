package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.data.TensorInput;
import dev.evenkeel.model.layer.Initialization;
import dev.evenkeel.model.layer.LayerShapeException;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.layer.Padding;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.update.AdamHyperparameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Networks with layers that remember: batch normalizers and dropout, inside others too. */
class DeepNetworkLearnerTest extends LearnerContract {
    private static final long SETTLE_NS = 60_000_000_000L;

    private static final List<LayerSpec> LAYERS = List.of(
            new LayerSpec.Embedding(6),
            new LayerSpec.Dense(32),
            new LayerSpec.BatchRenorm(0.99, 3, 5, 500),
            new LayerSpec.Relu(),
            new LayerSpec.Residual(List.of(
                    new LayerSpec.WeightNorm(new LayerSpec.Dense(32)),
                    new LayerSpec.BatchNorm(0.99),
                    new LayerSpec.Gelu(),
                    new LayerSpec.Dropout(0.1))));

    private static final List<LayerSpec> IMAGE = List.of(
            new LayerSpec.Convolution(8, 3, 1, Padding.SAME, Initialization.AUTO),
            new LayerSpec.BatchRenorm(0.999, 3, 5, 500),
            new LayerSpec.Relu(),
            new LayerSpec.Pooling(LayerSpec.Reduction.MAX, 2, 2, Padding.VALID),
            new LayerSpec.Flatten(),
            new LayerSpec.Dropout(0.1));

    @Override
    Learner learner(Task task, long seed) {
        return learner(schema(task), LAYERS, seed, GemmChoice.AUTO);
    }

    private static NetworkLearner learner(Schema schema, List<LayerSpec> layers, long seed, GemmChoice gemm) {
        return new NetworkLearner(new LearnerSpec(
                schema,
                ModelKind.NETWORK,
                LossKind.defaultFor(schema.task()),
                AdamHyperparameters.DEFAULT,
                layers,
                LearnerSpec.defaultStep(layers),
                seed,
                gemm));
    }

    private static Schema images() {
        List<String> pixels = new ArrayList<>();
        for (int i = 0; i < 36; i++) {
            pixels.add("p" + i);
        }
        Schema flat = new Schema(
                Task.BINARY,
                LabelSpec.number("y"),
                pixels,
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                18);
        return flat.withTensor(new TensorInput(List.of(6, 6, 1), 100, 50));
    }

    /** Bars, upright or lying, somewhere in the image. */
    private static MiniBatch bars(int rows, long seed) {
        RandomStream random = new RandomStream(seed);
        MiniBatch.Builder builder = new MiniBatch.Builder(36, rows);
        Example row = new Example(36);
        for (int r = 0; r < rows; r++) {
            boolean upright = random.nextInt(2) == 0;
            int at = random.nextInt(6);
            row.clear().label(upright ? 1 : 0);
            for (int i = 0; i < 36; i++) {
                boolean ink = (upright ? i % 6 : i / 6) == at;
                row.numeric()[i] = (ink ? 200 : 100) + 10 * random.nextGaussian();
            }
            builder.add(row);
        }
        return builder.build();
    }

    @Test
    void learnsImages() {
        NetworkLearner learner = learner(images(), IMAGE, 1, GemmChoice.AUTO);
        MiniBatch stream = bars(2000, 1);
        float[] scores = learn(learner, stream, 0, 2000);
        int right = 0;
        for (int r = 1500; r < 2000; r++) {
            right += scores[r] > 0 == stream.labels()[r] > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(490);
    }

    @Test
    void scoresInLearningAreThoseOfPredictions() {
        NetworkLearner learner = learner(images(), IMAGE, 1, GemmChoice.AUTO);
        MiniBatch stream = bars(400, 1);
        learn(learner, stream, 0, 320);
        Predictions predicted = new Predictions(1);
        learner.predict(stream, 320, 336, predicted);
        float[] learned = learn(learner, stream, 320, 336);
        assertThat(learned).containsExactly(Arrays.copyOf(predicted.scores(), 16));
    }

    @Test
    void aRefusedStepMovesNeitherMomentsNorRandomNumbers() {
        NetworkLearner learner = learner(images(), IMAGE, 1, GemmChoice.AUTO);
        MiniBatch stream = bars(400, 1);
        learn(learner, stream, 0, 320);
        NamedTensors before = saved(learner.copy());
        MiniBatch poison = bars(16, 2);
        poison.labels()[3] = Float.NaN;
        Refusals refusals = new Refusals();
        learner.learn(poison, 0, 16, new Predictions(1), refusals);
        assertThat(refusals.list()).hasSize(16);
        assertSame(saved(learner), before, name -> name.startsWith("counters/"));
        assertThat(before.names())
                .contains("normalizer/batch-renorm-0/mean", "random/dropout-0", "weights/convolution-0/weight");
        assertThat(before.longs("normalizer/batch-renorm-0/examples")).containsExactly(320);
        assertThat(before.longs("random/dropout-0")[1]).isEqualTo(320L * 72);
    }

    @Test
    void aMissingPixelIsTheOffset() {
        NetworkLearner learner = learner(images(), IMAGE, 1, GemmChoice.AUTO);
        MiniBatch stream = bars(2, 1);
        stream.numeric()[7] = Float.NaN;
        System.arraycopy(stream.numeric(), 0, stream.numeric(), 36, 36);
        stream.numeric()[36 + 7] = 100;
        Predictions predicted = new Predictions(1);
        learner.predict(stream, 0, 2, predicted);
        assertThat(predicted.scores()[0]).isEqualTo(predicted.scores()[1]);
    }

    @Test
    void aStepOfAConvolutionalNetworkAllocatesLittle() {
        NetworkLearner learner = learner(images(), IMAGE, 1, GemmChoice.PLAIN);
        MiniBatch stream = bars(1600, 1);
        Predictions into = new Predictions(1);
        Refusals refusals = new Refusals();
        long bytes = Long.MAX_VALUE;
        long deadline = System.nanoTime() + SETTLE_NS;
        // the first passes are compiled while they run, on a busy machine late, and until then the Vector API allocates
        while (bytes >= 1024 && System.nanoTime() < deadline) {
            long before = Allocation.bytes();
            learner.learn(stream, 0, 1600, into, refusals);
            bytes = (Allocation.bytes() - before) / 100;
        }
        assertThat(bytes).isLessThan(1024);
    }

    @Test
    void layersThatDoNotFitTheSchemaAreNamed() {
        List<LayerSpec> layers = List.of(new LayerSpec.Dense(4));
        assertThatThrownBy(() -> learner(images(), layers, 1, GemmChoice.AUTO))
                .isInstanceOf(LayerShapeException.class)
                .hasMessage("takes the shape [features], not [6, 6, 1]; put flatten or global-pooling before it:"
                        + " layer=layers[0] (dense)");
        assertThat(learner(images(), List.of(), 1, GemmChoice.AUTO).parameterCount())
                .isEqualTo((36 * 128 + 128) + 2 * 128 + (128 + 1));
    }
}
