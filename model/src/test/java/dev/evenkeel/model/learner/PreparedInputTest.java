package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Projection;
import dev.evenkeel.model.data.Schemas;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.math.GemmChoice;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Learners behind every way of preparing rows. */
class PreparedInputTest {
    static Stream<LearnerSpec> specs() {
        Optional<Projection> random = Optional.of(new Projection(Projection.Type.SPARSE_RANDOM, 32));
        Optional<Projection> pca = Optional.of(new Projection(Projection.Type.ONLINE_PCA, 4));
        return Stream.of(ModelKind.values())
                .flatMap(kind -> Stream.of(
                                new InputSpec(true, 1, Optional.empty()),
                                new InputSpec(false, 1, Optional.empty()),
                                new InputSpec(true, 0.999, Optional.empty()),
                                new InputSpec(true, 1, random),
                                new InputSpec(true, 0.999, pca),
                                new InputSpec(false, 1, pca))
                        .map(input -> spec(kind, input)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void itLearns(LearnerSpec spec) {
        MiniBatch stream = LinearStreams.stream(Task.BINARY, 1, 4_000, j -> 1);
        Refusals refusals = new Refusals();
        float[] scores = LinearStreams.learn(Learners.create(spec), stream, refusals);
        assertThat(refusals.list()).isEmpty();
        int right = 0;
        for (int r = 2_000; r < 4_000; r++) {
            right += scores[r] > 0 == stream.labels()[r] > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(1_400);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aRestoredLearnerMatchesAnUninterruptedRun(LearnerSpec spec) {
        MiniBatch first = LinearStreams.stream(Task.BINARY, 1, 200, j -> 1);
        MiniBatch second = LinearStreams.stream(Task.BINARY, 2, 200, j -> 1);
        Learner original = Learners.create(spec);
        LinearStreams.learn(original, first, new Refusals());
        Learner restored = Learners.create(spec);
        restored.load(LinearStreams.saved(original));
        Learner copy = original.copy();
        float[] expected = LinearStreams.learn(original, second, new Refusals());
        assertThat(LinearStreams.learn(restored, second, new Refusals())).containsExactly(expected);
        assertThat(LinearStreams.learn(copy, second, new Refusals())).containsExactly(expected);
        assertSame(LinearStreams.saved(restored), LinearStreams.saved(original));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatIsRefusedLeavesNoTrace(LearnerSpec spec) {
        MiniBatch stream = LinearStreams.stream(Task.BINARY, 1, 200, j -> 1);
        MiniBatch poison = LinearStreams.stream(Task.BINARY, 2, 8, j -> 1);
        for (int r = 0; r < 8; r++) {
            poison.labels()[r] = Float.NaN;
        }
        Learner learner = Learners.create(spec);
        LinearStreams.learn(learner, stream, new Refusals());
        Learner undisturbed = learner.copy();
        Refusals refusals = new Refusals();
        LinearStreams.learn(learner, poison, refusals);
        assertThat(refusals.list()).hasSize(8);
        Predictions expected = new Predictions(1);
        Predictions actual = new Predictions(1);
        undisturbed.predict(stream, 0, 50, expected);
        learner.predict(stream, 0, 50, actual);
        assertThat(java.util.Arrays.copyOf(actual.scores(), 50))
                .containsExactly(java.util.Arrays.copyOf(expected.scores(), 50));
    }

    @Test
    void aStandardizedLinearModelDoesNotSeeOffsets() {
        LearnerSpec spec = spec(ModelKind.LINEAR, InputSpec.STANDARDIZED);
        MiniBatch plain = LinearStreams.stream(Task.BINARY, 1, 3_000, j -> 1);
        MiniBatch shifted = LinearStreams.stream(Task.BINARY, 1, 3_000, j -> 1);
        for (int i = 0; i < shifted.numeric().length; i++) {
            shifted.numeric()[i] += 1024;
        }
        double expected = errors(LinearStreams.learn(Learners.create(spec), plain, new Refusals()), plain);
        double actual = errors(LinearStreams.learn(Learners.create(spec), shifted, new Refusals()), shifted);
        assertThat(actual).isLessThan(1.05 * expected);
    }

    @Test
    void aRandomProjectionTakesTheTokensInAndKeepsTheirMeaning() {
        Learner learner = Learners.create(spec(
                ModelKind.NETWORK,
                new InputSpec(true, 1, Optional.of(new Projection(Projection.Type.SPARSE_RANDOM, 32)))));
        assertThat(LinearStreams.saved(learner).names()).noneMatch(name -> name.contains("embedding"));
        assertThat(learner.parameterCount()).isLessThan(20_000);
    }

    @Test
    void refusesMoreDirectionsThanColumns() {
        Optional<Projection> seven = Optional.of(new Projection(Projection.Type.ONLINE_PCA, 7));
        assertThatThrownBy(() -> spec(ModelKind.NETWORK, new InputSpec(true, 1, seven)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must not be above the number of numeric columns: dimensions=7, columns=6");
        assertThatThrownBy(() -> new InputSpec(true, 0, Optional.empty())).hasMessage("must be in (0, 1]: keep=0.0");
        assertThatThrownBy(() -> new Projection(Projection.Type.ONLINE_PCA, 0))
                .hasMessage("must be in [1, 4096]: dimensions=0");
    }

    private static double errors(float[] scores, MiniBatch batch) {
        int errors = 0;
        for (int r = 0; r < scores.length; r++) {
            errors += scores[r] > 0 == batch.labels()[r] > 0 ? 0 : 1;
        }
        return errors;
    }

    private static void assertSame(NamedTensors actual, NamedTensors expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).data())
                    .as(name)
                    .isEqualTo(expected.get(name).data());
        }
    }

    private static LearnerSpec spec(ModelKind kind, InputSpec input) {
        return new LearnerSpec(
                Schemas.of(Task.BINARY, LinearStreams.WIDTH, 1, 1, 16),
                kind,
                Loss.of(LossKind.LOGISTIC),
                LossesTest.rule(kind),
                List.of(),
                8,
                1,
                GemmChoice.AUTO,
                input);
    }
}
