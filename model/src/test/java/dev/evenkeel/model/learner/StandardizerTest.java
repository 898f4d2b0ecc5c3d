package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.math.RandomStream;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StandardizerTest {
    private final Standardizer standardizer = new Standardizer(1, 1, false);

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
    void knowsMeanAndDeviationFromTheFirstValueOn() {
        learn(Float.NaN);
        assertThat(standardizer.mean(0)).isNaN();
        assertThat(standardizer.deviation(0)).isNaN();
        learn(2, 4, 6);
        assertThat(standardizer.mean(0)).isEqualTo(4);
        assertThat(standardizer.deviation(0)).isEqualTo(Math.sqrt(8.0 / 3));
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

    /** Mean 1e8, variance 0.955: Σx²/n − μ² gives 6.15 in double. A float holds only multiples of 8 up there. */
    @Test
    void aLargeMeanDoesNotCancel() {
        float[] values = new float[20_000];
        double squares = 0;
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = 1e8f + 8 * Math.round(Math.sin(i) * 0.6);
            double delta = values[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (values[i] - mean);
        }
        learn(values);
        double deviation = Math.sqrt(squares / values.length);
        assertThat(transform(1e8f + 8)[0]).isCloseTo((float) ((1e8f + 8 - mean) / deviation), Offset.offset(1e-6f));
    }

    @Test
    void forgettingFollowsTheDecayedMoments() {
        Standardizer forgetting = new Standardizer(1, 0.9, false);
        float[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
        Matrix into = Matrix.zeros(values.length, 1);
        forgetting.propose(batch(values), 0, values.length, into);
        for (int last = 1; last < values.length; last++) {
            double total = 0;
            double mean = 0;
            for (int i = 0; i <= last; i++) {
                double weight = Math.pow(0.9, last - i);
                total += weight;
                mean += weight * values[i];
            }
            mean /= total;
            double variance = 0;
            for (int i = 0; i <= last; i++) {
                variance += Math.pow(0.9, last - i) * (values[i] - mean) * (values[i] - mean) / total;
            }
            float expected = (float) ((values[last] - mean) / Math.sqrt(variance));
            assertThat(into.at(last, 0)).isCloseTo(expected, Offset.offset(1e-6f));
        }
    }

    @Test
    void forgettingFollowsAChangeOfUnits() {
        Standardizer forgetting = new Standardizer(1, 0.99, false);
        float[] values = new float[4_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i % 2 == 0 ? 2 : 4) * (i < 2_000 ? 1000 : 1));
        }
        Matrix into = Matrix.zeros(values.length, 1);
        forgetting.propose(batch(values), 0, values.length, into);
        assertThat(into.at(3_998, 0)).isCloseTo(-1, Offset.offset(0.02f));
        assertThat(into.at(3_999, 0)).isCloseTo(1, Offset.offset(0.02f));
        learn(values);
        assertThat(transform(4)).as("what never forgets").doesNotContain(1);
    }

    @Test
    void weightTwoIsTwiceAndWeightNoneIsNothing() {
        MiniBatch weighted = batch(1, 7, 4, 100);
        weighted.weights()[1] = 2;
        weighted.weights()[3] = 0;
        Matrix into = Matrix.zeros(4, 1);
        standardizer.propose(weighted, 0, 4, into);
        standardizer.commit();
        Standardizer repeated = new Standardizer(1, 1, false);
        repeated.propose(batch(1, 7, 7, 4), 0, 4, into);
        repeated.commit();
        repeated.transform(batch(3), 0, 1, into);
        assertThat(transform(3)[0]).isCloseTo(into.at(0, 0), Offset.offset(1e-7f));
    }

    /** Whole rows at once where all weigh 1, else value by value. */
    @Test
    void bothWaysOfCountingGiveTheSameBits() {
        float[] values = new float[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 3 ? Float.NaN : (float) (Math.sin(i) * Math.exp(i % 5) + 10);
        }
        float[] expected = learn(values);
        MiniBatch weighted = batch(values);
        Arrays.fill(weighted.weights(), 2);
        Standardizer twice = new Standardizer(1, 1, false);
        Matrix into = Matrix.zeros(values.length, 1);
        twice.propose(weighted, 0, values.length, into);
        twice.commit();
        assertThat(into.unpadded()).containsExactly(expected);
        twice.transform(batch(values), 0, values.length, into);
        assertThat(into.unpadded()).containsExactly(transform(values));
    }

    @Test
    void aMissingValueKillsNoColumn() {
        learn(Float.NaN, 2, Float.NaN, 6, Float.NaN);
        assertThat(transform(6, 2)).containsExactly(1, -1);
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

    @Test
    void oneAbsurdValueMovesRobustMomentsByTenDeviationsAtMost() {
        Standardizer robust = new Standardizer(1, 1, true);
        RandomStream random = new RandomStream(1);
        float[] usual = new float[400];
        for (int i = 0; i < usual.length; i++) {
            usual[i] = random.nextGaussian();
        }
        usual[200] = 1e30f;
        Matrix into = Matrix.zeros(usual.length, 1);
        robust.propose(batch(usual), 0, usual.length, into);
        robust.commit();
        robust.transform(batch(1), 0, 1, into.resize(1));
        // mean and deviation of 400 values, one of which counts as about 10: 0.025 and √(1 + 100/400)
        assertThat(into.at(0, 0)).isBetween(0.8f, 1.0f);
    }
}
