package dev.evenkeel.model.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.loss.Loss;
import dev.evenkeel.model.loss.LossKind;
import dev.evenkeel.model.stability.Recovery.Advice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of squared errors around labels of -1 and 1, whose best constant has a loss of 1. */
class RecoveryTest {
    private final Recovery recovery =
            new Recovery(new RollbackSettings(5, 1 << 20, 5, 2, RollbackSettings.OnHalt.PAUSE), 0);

    private static Block block(double loss) {
        Block block = new Block(Task.REGRESSION, Loss.of(LossKind.SQUARED), 1, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            float label = i % 2 == 0 ? 1 : -1;
            block.add(new float[] {label + (float) Math.sqrt(loss)}, 0, label, 1);
        }
        return block;
    }

    private static Block refused(int rows) {
        Block block = new Block(Task.REGRESSION, Loss.of(LossKind.SQUARED), 1, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            if (i < rows) {
                block.refuse(true);
            } else {
                block.add(new float[] {0}, 0, 0.1f, 1);
            }
        }
        return block;
    }

    private List<Advice> judge(int times, Block block) {
        List<Advice> advices = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Advice advice = recovery.judge(block);
            recovery.observe(block);
            if (advice != Advice.GO_ON) {
                advices.add(advice);
            }
        }
        return advices;
    }

    @Test
    void fourBadBlocksInARowAreAnIncident() {
        assertThat(judge(40, block(0.1))).isEmpty();
        assertThat(judge(3, block(4))).isEmpty();
        assertThat(judge(1, block(0.1))).isEmpty();
        assertThat(judge(3, block(4))).isEmpty();
        assertThat(judge(1, block(4))).containsExactly(Advice.ROLL_BACK);
        assertThat(recovery.learns()).isFalse();
        assertThat(recovery.reason()).matches("loss 4.00, usually 0\\.[0-9]+, and 1.00 for the best constant");
    }

    @Test
    void twoAbsurdBlocksInARowAreAnIncident() {
        judge(40, block(0.1));
        assertThat(judge(1, block(17))).isEmpty();
        assertThat(judge(1, block(0.1))).isEmpty();
        assertThat(judge(1, block(17))).isEmpty();
        assertThat(judge(1, block(17))).containsExactly(Advice.ROLL_BACK);
    }

    /** Two rows of class 1 and 62 of class 0, which are right; as many of class 1 as said are absurdly wrong. */
    private static Block rare(int wrong) {
        Block block = new Block(Task.BINARY, Loss.of(LossKind.LOGISTIC), 1, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            block.add(new float[] {i < wrong ? -1e5f : -3}, 0, i < 2 ? 1 : 0, 1);
        }
        return block;
    }

    @Test
    void aClassThatIsLostIsAnIncidentHoweverRare() {
        Recovery binary = new Recovery(RollbackSettings.DEFAULT, 2);
        assertThat(advices(binary, 40, rare(0))).containsOnly(Advice.GO_ON);
        assertThat(rare(2).loss()).as("without the largest sixteenth").isEqualTo(rare(0).loss());
        assertThat(advices(binary, 3, rare(2)))
                .as("six rows are lost, from the fifth on too many")
                .containsOnly(Advice.GO_ON);
        assertThat(binary.calm()).as("may keep its state").isFalse();
        assertThat(advices(binary, 1, rare(0))).containsExactly(Advice.ROLL_BACK);
        assertThat(binary.reason()).isEqualTo("many rows of class 1 lose many times as much as usual");
        assertThat(advices(binary, 1, rare(0))).containsExactly(Advice.LEARN);
    }

    /** Weights that have run away may say no to all by the next block, which is as usual where few say yes. */
    @Test
    void aBlockThatLosesManyTimesWhatKnowingNothingCostsIsAnIncidentByItself() {
        Recovery binary = new Recovery(RollbackSettings.DEFAULT, 2);
        assertThat(advices(binary, 40, rare(0))).containsOnly(Advice.GO_ON);
        assertThat(advices(binary, 1, allOf(-2.5f)))
                .as("bad, but less than four times ln 2")
                .containsExactly(Advice.GO_ON);
        assertThat(advices(binary, 4, rare(0))).containsOnly(Advice.GO_ON);
        assertThat(advices(binary, 1, allOf(-3))).containsExactly(Advice.ROLL_BACK);
        assertThat(binary.reason()).startsWith("loss 3.05, usually 0.0");
    }

    /** Rows of class 1 that all have that score. */
    private static Block allOf(float score) {
        Block block = new Block(Task.BINARY, Loss.of(LossKind.LOGISTIC), 1, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            block.add(new float[] {score}, 0, 1, 1);
        }
        return block;
    }

    @Test
    void aFewRowsOfAClassDecideNothing() {
        Recovery binary = new Recovery(RollbackSettings.DEFAULT, 2);
        advices(binary, 40, rare(0));
        for (int i = 0; i < 20; i++) {
            assertThat(advices(binary, 1, rare(2))).containsOnly(Advice.GO_ON);
            assertThat(advices(binary, 50, rare(0))).containsOnly(Advice.GO_ON);
        }
        assertThat(binary.calm()).isTrue();
    }

    @Test
    void aClassThatStaysAsItIsBecomesUsual() {
        Recovery binary = new Recovery(RollbackSettings.DEFAULT, 2);
        advices(binary, 40, rare(2));
        assertThat(advices(binary, 1_000, rare(2))).containsOnly(Advice.GO_ON);
        assertThat(binary.calm()).isTrue();
    }

    private static List<Advice> advices(Recovery recovery, int times, Block block) {
        List<Advice> advices = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            advices.add(recovery.judge(block));
            recovery.observe(block);
        }
        return advices;
    }

    @Test
    void whatIsKnownOfClassesIsRestored() {
        Recovery binary = new Recovery(RollbackSettings.DEFAULT, 2);
        advices(binary, 40, rare(0));
        advices(binary, 2, rare(2));
        Recovery restored = new Recovery(RollbackSettings.DEFAULT, 2);
        restored.restore(binary.state(), binary.reason());
        restored.restoreClasses(binary.classes());
        assertThat(advices(restored, 8, rare(2))).isEqualTo(advices(binary, 8, rare(2)));
        assertThat(restored.classes()).isEqualTo(binary.classes());
        assertThatThrownBy(() -> restored.restoreClasses(new double[9]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: classes=9, expected=6");
    }

    @Test
    void aLossOutsideTheBandIsNotBadWhileItIsBetterThanAConstants() {
        judge(40, block(0.1));
        assertThat(judge(100, block(1.4))).isEmpty();
    }

    @Test
    void aLossWorseThanAConstantsIsNotBadWhileItIsUsual() {
        judge(40, block(4));
        assertThat(judge(100, block(5))).isEmpty();
    }

    @Test
    void blocksOfMostlyRefusedRowsAreBadBeforeAnythingIsUsual() {
        assertThat(judge(4, refused(40))).containsExactly(Advice.ROLL_BACK);
        assertThat(recovery.reason()).isEqualTo("the model refused most rows of 4 blocks in a row");
    }

    @Test
    void aGoodBlockEndsACoolDown() {
        judge(40, block(0.1));
        judge(4, block(4));
        assertThat(judge(2, block(4))).isEmpty();
        assertThat(judge(1, block(0.1))).containsExactly(Advice.LEARN);
        assertThat(recovery.verdict().state()).isEqualTo(Verdict.State.DEGRADED);
        judge(16, block(0.1));
        assertThat(recovery.verdict()).isEqualTo(Verdict.WELL);
        assertThat(recovery.calm()).isTrue();
    }

    @Test
    void coolDownsDoubleThenTheStreamGetsAProbation() {
        judge(40, block(0.1));
        assertThat(judge(4, block(4))).containsExactly(Advice.ROLL_BACK);
        assertThat(judge(3, block(4))).isEmpty();
        assertThat(judge(1, block(4))).containsExactly(Advice.LEARN);
        assertThat(judge(4, block(4))).containsExactly(Advice.ROLL_BACK);
        assertThat(judge(7, block(4))).isEmpty();
        assertThat(judge(1, block(4))).containsExactly(Advice.LEARN);
        assertThat(judge(4, block(4))).containsExactly(Advice.REANCHOR);
        assertThat(recovery.learns()).isTrue();
        assertThat(recovery.calm()).as("may keep its state").isFalse();
    }

    private void toProbation() {
        judge(40, block(0.1));
        judge(4 + 4 + 4 + 8 + 4, block(4));
    }

    @Test
    void aStreamThatIsLearnedInItsProbationIsANewOne() {
        toProbation();
        assertThat(judge(30, block(4))).isEmpty();
        assertThat(judge(3, block(1.4))).isEmpty();
        assertThat(judge(1, block(1.4))).containsExactly(Advice.ACCEPT);
        assertThat(judge(100, block(1.4))).isEmpty();
        assertThat(recovery.verdict()).isEqualTo(Verdict.WELL);
    }

    @Test
    void aStreamThatIsNotLearnedInItsProbationHaltsTraining() {
        toProbation();
        assertThat(judge(64, block(4))).containsExactly(Advice.HALT);
        assertThat(recovery.halted()).isTrue();
        assertThat(judge(100, block(0.1))).isEmpty();
        assertThat(recovery.verdict().state()).isEqualTo(Verdict.State.HALTED);
        assertThat(recovery.verdict().sentence())
                .startsWith("Training has halted after 2 retries, its last good state stands: loss 4.00, usually");
        recovery.resume();
        assertThat(recovery.learns()).isTrue();
        assertThat(recovery.verdict()).isEqualTo(Verdict.WELL);
    }

    @Test
    void noSingleRowMakesABlockBad() {
        judge(40, block(0.1));
        for (int i = 0; i < 20; i++) {
            Block block = block(0.1);
            Block outlier = new Block(Task.REGRESSION, Loss.of(LossKind.SQUARED), 1, Recovery.BLOCK);
            outlier.restore(block.state());
            double[] state = outlier.state();
            state[3] = 1e30;
            outlier.restore(state);
            assertThat(judge(1, outlier)).isEmpty();
        }
        assertThat(recovery.goodBlocks()).isEqualTo(60);
    }

    @Test
    void rowsOfWeightZeroCountForNothing() {
        judge(40, block(0.1));
        Block block = new Block(Task.REGRESSION, Loss.of(LossKind.SQUARED), 1, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            block.add(new float[] {1e10f}, 0, i % 2, 0);
        }
        assertThat(judge(100, block)).isEmpty();
    }

    @Test
    void aRestoredRecoveryGoesOnAlike() {
        judge(40, block(0.1));
        judge(9, block(4));
        Recovery restored = new Recovery(new RollbackSettings(5, 1 << 20, 5, 2, RollbackSettings.OnHalt.PAUSE), 0);
        restored.restore(recovery.state(), recovery.reason());
        for (int i = 0; i < 200; i++) {
            Block next = block(i % 7 == 0 ? 0.1 : 4);
            assertThat(restored.judge(next)).isEqualTo(recovery.judge(next));
            restored.observe(next);
            recovery.observe(next);
            assertThat(restored.verdict()).isEqualTo(recovery.verdict());
        }
        assertThatThrownBy(() -> restored.restore(new double[3], ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: recovery=3, expected=10");
    }

    /** Against a search over a fine grid of constants. */
    @ParameterizedTest
    @EnumSource(
            value = LossKind.class,
            names = {"SQUARED", "HUBER", "QUANTILE", "POISSON", "LOGISTIC", "HINGE"})
    void theBestConstantIsTheBest(LossKind kind) {
        Loss loss = Loss.of(kind);
        boolean regression = kind.task() == Task.REGRESSION;
        Block block = new Block(kind.task(), loss, 1, Recovery.BLOCK);
        float[] labels = new float[Recovery.BLOCK];
        for (int i = 0; i < Recovery.BLOCK; i++) {
            int value = regression ? i * i % 11 : i % 3 == 0 ? 1 : 0;
            labels[i] = value;
            block.add(new float[] {0}, 0, labels[i], 1);
        }
        double best = Double.POSITIVE_INFINITY;
        for (double score = -6; score <= 11; score += 1e-3) {
            best = Math.min(best, trimmedMean(loss, score, labels));
        }
        assertThat(block.constantLoss()).isLessThan(1.1 * best).isGreaterThan(0.9 * best);
    }

    private static double trimmedMean(Loss loss, double score, float[] labels) {
        double[] losses = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            losses[i] = loss.value(new float[] {(float) score}, 0, 1, labels[i]);
        }
        Arrays.sort(losses);
        return Arrays.stream(losses).limit(60).average().orElseThrow();
    }

    @Test
    void theBestConstantOfClassesAreTheirShares() {
        Block block = new Block(Task.MULTICLASS, Loss.of(LossKind.SOFTMAX), 4, Recovery.BLOCK);
        for (int i = 0; i < Recovery.BLOCK; i++) {
            block.add(new float[4], 0, i % 2 == 0 ? 3 : i % 4 == 1 ? 0 : 1, 1);
        }
        // shares 1/2, 1/4, 1/4, of which the 4 rarest are trimmed; half a count is added to each class
        double half = -Math.log(32.5 / 66);
        double quarter = -Math.log(16.5 / 66);
        assertThat(block.constantLoss()).isCloseTo((32 * half + 28 * quarter) / 60, within(1e-6));
        assertThat(block.loss()).isCloseTo(Math.log(4), within(1e-6));
    }
}
