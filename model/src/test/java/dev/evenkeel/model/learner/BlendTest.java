package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import org.junit.jupiter.api.Test;

class BlendTest {
    /** Scores are floats: half a unit in the last place of a number near 1, a few operations. */
    private static final double TOLERANCE = 1e-6;

    @Test
    void probabilitiesAreAveragedAsProbabilities() {
        Predictions[] experts = experts(new float[] {(float) Math.log(4)}, new float[] {(float) -Math.log(4)});
        FixedShare shares = shares(0.75, 0.25);
        Predictions blended = average(LossKind.LOGISTIC, shares, experts, 1);
        double probability = 0.75 * 0.8 + 0.25 * 0.2;
        assertThat((double) blended.scores()[0])
                .isCloseTo(Math.log(probability / (1 - probability)), within(TOLERANCE));
    }

    @Test
    void certainExpertsDoNotRoundToInfinity() {
        Predictions blended =
                average(LossKind.LOGISTIC, shares(0.5, 0.5), experts(new float[] {49}, new float[] {49}), 1);
        assertThat(blended.scores()[0]).isCloseTo(49f, within(1e-4f));
        blended = average(LossKind.LOGISTIC, shares(0.5, 0.5), experts(new float[] {500}, new float[] {400}), 1);
        assertThat(blended.scores()[0]).isEqualTo(50f);
    }

    @Test
    void classProbabilitiesAddUpToOne() {
        Predictions[] experts = experts(new float[] {1, 2, 3}, new float[] {9, 1, -4});
        Predictions blended = average(LossKind.SOFTMAX, shares(0.3, 0.7), experts, 3);
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += Math.exp(blended.scores()[k]);
        }
        assertThat(sum).isCloseTo(1, within(TOLERANCE));
        double first = 0.3 * Math.exp(1) / (Math.exp(1) + Math.exp(2) + Math.exp(3))
                + 0.7 / (1 + Math.exp(-8) + Math.exp(-13));
        assertThat(Math.exp(blended.scores()[0])).isCloseTo(first, within(TOLERANCE));
    }

    @Test
    void countsAreAveragedAsCounts() {
        Predictions[] experts = experts(new float[] {(float) Math.log(2)}, new float[] {(float) Math.log(8)});
        Predictions blended = average(LossKind.POISSON, shares(0.5, 0.5), experts, 1);
        assertThat(Math.exp(blended.scores()[0])).isCloseTo(5, within(5 * TOLERANCE));
    }

    @Test
    void numbersAreAveragedAsTheyAre() {
        Predictions blended =
                average(LossKind.SQUARED, shares(0.25, 0.75), experts(new float[] {4}, new float[] {8}), 1);
        assertThat(blended.scores()[0]).isEqualTo(7f);
    }

    @Test
    void anExpertWhosePredictionIsNotFiniteIsLeftOut() {
        for (LossKind kind : new LossKind[] {LossKind.LOGISTIC, LossKind.SQUARED}) {
            Predictions[] experts = experts(new float[] {Float.NaN}, new float[] {0.5f});
            assertThat(average(kind, shares(0.9, 0.1), experts, 1).scores()[0]).isCloseTo(0.5f, within(1e-6f));
        }
    }

    @Test
    void oneErrorBeyondAllOthersMovesTheScaleByNoMoreThanItsCharge() {
        Blend blend = new Blend(Loss.of(LossKind.SQUARED), 1);
        Predictions own = experts(new float[] {1})[0];
        for (int i = 0; i < 1_000; i++) {
            blend.loss(own, 0, 0);
        }
        assertThat(blend.loss(own, 0, 1e6f)).isGreaterThan(1e11);
        // 1 + (40 - 1)/1000, not 1 + 1e12/1000
        assertThat(blend.toArray()[0]).isCloseTo(1.039, within(1e-3));
    }

    @Test
    void nothingIsSaidWhereNoPredictionIsFinite() {
        for (LossKind kind : new LossKind[] {LossKind.LOGISTIC, LossKind.POISSON, LossKind.SQUARED}) {
            Predictions[] experts = experts(new float[] {Float.NaN}, new float[] {Float.POSITIVE_INFINITY});
            assertThat(average(kind, shares(0.5, 0.5), experts, 1).scores()[0])
                    .as("%s", kind)
                    .isNaN();
        }
    }

    @Test
    void likelihoodsAreChargedInFull() {
        double[] charges = new double[3];
        Predictions[] experts = experts(new float[] {0}, new float[] {-20}, new float[] {Float.NaN});
        new Blend(Loss.of(LossKind.LOGISTIC), 1).charge(experts, 0, 1, charges);
        assertThat(charges[0]).isCloseTo(Math.log(2), within(TOLERANCE));
        assertThat(charges[1]).isCloseTo(20, within(1e-4));
        assertThat(charges[2]).isNaN();
    }

    @Test
    void errorsAreChargedInUnitsOfTheBlendsOwn() {
        double[] charges = new double[3];
        Predictions[] experts = experts(new float[] {1}, new float[] {100}, new float[] {Float.NaN});
        Blend blend = new Blend(Loss.of(LossKind.SQUARED), 1);
        // own squared error 4 on the first row: an expert's error e costs e²/8, at most 20
        assertThat(blend.loss(experts(new float[] {2})[0], 0, 0)).isEqualTo(4);
        blend.charge(experts, 0, 0, charges);
        assertThat(charges).containsExactly(1 / 8.0, 20, Double.NaN);
    }

    private static Predictions average(LossKind loss, FixedShare shares, Predictions[] experts, int outputs) {
        Predictions blended = new Predictions(outputs).resize(1);
        new Blend(Loss.of(loss), outputs).average(shares, experts, 0, blended, 0);
        return blended;
    }

    private static FixedShare shares(double... weights) {
        FixedShare shares = new FixedShare(weights.length);
        shares.set(weights);
        return shares;
    }

    private static Predictions[] experts(float[]... scores) {
        Predictions[] experts = new Predictions[scores.length];
        for (int m = 0; m < scores.length; m++) {
            experts[m] = new Predictions(scores[m].length).resize(1);
            System.arraycopy(scores[m], 0, experts[m].scores(), 0, scores[m].length);
        }
        return experts;
    }
}
