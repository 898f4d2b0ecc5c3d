package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    private final Standardizer standardizer = new Standardizer(1);

    @Test
    void transformsEachRowByTheMomentsUpToIt() {
        assertThat(learn(2, 4, 6)).containsExactly(0, 1, (float) Math.sqrt(1.5));
        assertThat(transform(4, 6, 100, -100)).containsExactly(0, (float) (2 / Math.sqrt(8.0 / 3)), 5, -5);
    }

    @Test
    void missingValuesAreTheMeanAndDoNotCount() {
        learn(2, 6);
        assertThat(learn(Float.NaN, Float.NaN)).containsExactly(0, 0);
        assertThat(transform(6, Float.NaN)).containsExactly(1, 0);
    }

    @Test
    void aConstantColumnIsZero() {
        assertThat(learn(0.1f, 0.1f, 0.1f)).containsOnly(0);
        assertThat(transform(0.1f, 7)).containsOnly(0);
    }

    @Test
    void aProposalThatIsNotCommittedChangesNothing() {
        learn(2, 6);
        Matrix into = Matrix.zeros(1, 1);
        standardizer.propose(batch(1000), 0, 1, into);
        assertThat(transform(6)).containsExactly(1);
    }

    @Test
    void infinityIsFoundInTheProposedMoments() {
        Matrix into = Matrix.zeros(2, 1);
        standardizer.propose(batch(1, Float.POSITIVE_INFINITY), 0, 2, into);
        assertThat(standardizer.notFinite()).isZero();
        standardizer.propose(batch(Float.MAX_VALUE, -Float.MAX_VALUE), 0, 2, into);
        assertThat(standardizer.notFinite()).isEqualTo(-1);
    }

    @Test
    void aLargeOffsetDoesNotCancel() {
        float[] values = new float[4000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e8f + (i % 2 == 0 ? 64 : -64);
        }
        learn(values);
        assertThat(transform(1e8f + 64)[0]).isCloseTo(1, Offset.offset(1e-6f));
    }

    @Test
    void powersOfTwoChangeNoBit() {
        float[] values = {1.7f, -3.3f, 0.01f, 8.25f, 2.5e-3f};
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= 1 << 20;
        }
        float[] expected = learn(values);
        assertThat(new StandardizerTest().learn(scaled)).containsExactly(expected);
    }

    private float[] learn(float... values) {
        Matrix into = Matrix.zeros(values.length, 1);
        standardizer.propose(batch(values), 0, values.length, into);
        standardizer.commit();
        return into.unpadded();
    }

    private float[] transform(float... values) {
        Matrix into = Matrix.zeros(values.length, 1);
        standardizer.transform(batch(values), 0, values.length, into);
        return into.unpadded();
    }

    private static MiniBatch batch(float... values) {
        MiniBatch.Builder builder = new MiniBatch.Builder(1, values.length);
        Example row = new Example(1);
        for (float value : values) {
            row.numeric()[0] = value;
            builder.add(row);
        }
        return builder.build();
    }
}
