package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.Block;
import dev.evenkeel.model.stability.RollbackSettings;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** A good state that leaves everything open, ln 2 a row, beside a learner whose scores the test makes up. */
class ShadowTest {
    private static final int ROWS = 64;
    private static final LearnerSpec SPEC = LinearStreams.spec(Task.BINARY);
    private static final MiniBatch YES = rows(ROWS);

    private final GoodStates states = new GoodStates(RollbackSettings.DEFAULT);
    private final Shadow shadow = new Shadow(SPEC, ROWS);

    /** The first ones say yes. */
    private static MiniBatch rows(int yes) {
        MiniBatch.Builder rows = new MiniBatch.Builder(LinearStreams.WIDTH, ROWS);
        for (int r = 0; r < ROWS; r++) {
            rows.add(new Example(LinearStreams.WIDTH).label(r < yes ? 1 : 0));
        }
        return rows.build();
    }

    /** All rows at a loss of ln 2, but for some that have that score. */
    private static Block block(int some, float score) {
        Block block = new Block(Task.BINARY, SPEC.loss(), 1, ROWS);
        for (int r = 0; r < ROWS; r++) {
            block.add(new float[] {r < some ? score : 0}, 0, 1, 1);
        }
        return block;
    }

    private boolean judge(Shadow by, Block learned) {
        by.observe(YES, 0, ROWS, new BitSet());
        return by.judge(learned, Double.POSITIVE_INFINITY);
    }

    private void begin() {
        Learner learner = Learners.create(SPEC);
        for (int i = 0; i < 12; i++) { // until one has proven good
            states.calm(learner, ROWS);
        }
        shadow.begin(states.last().orElseThrow());
    }

    @Test
    void aFewRowsThatLoseFarMoreByTheLearnerBringTheGoodStateBack() {
        begin();
        for (int b = 1; b < 8; b++) {
            assertThat(judge(shadow, block(2, -40))).as("block %s", b).isFalse();
        }
        assertThat(judge(shadow, block(2, -40))).isTrue();
        assertThat(shadow.active()).isFalse();
    }

    @Test
    void oneRowThatLosesFarMoreDecidesNothing() {
        begin();
        assertThat(judge(shadow, block(1, -1e6f))).isFalse();
        for (int b = 1; b < 100; b++) {
            assertThat(judge(shadow, block(0, 0))).as("block %s", b).isFalse();
        }
    }

    /** Once in a while, so that neither blocks in a row nor all of them together say it. */
    @Test
    void rowsThatLoseLessThanTwiceAsMuchDecideNothing() {
        begin();
        for (int b = 0; b < 100; b++) {
            assertThat(judge(shadow, block(b % 32 == 0 ? 1 : 0, -40)))
                    .as("block %s", b)
                    .isFalse();
        }
    }

    @Test
    void aStateThatIsALittleBetterInBlockAfterBlockIsReturnedTo() {
        begin();
        int blocks = 1;
        while (!judge(shadow, block(ROWS, -0.06f))) { // loses 4.4 % more than ln 2
            blocks++;
        }
        assertThat(blocks).isBetween(8, 15);
    }

    /** Of 64 rows 4 say yes, which the trimmed mean leaves out: who never says yes looks best without them. */
    @Test
    void aStateThatKnowsLessOfARareClassIsNotBetter() {
        Learner no = Learners.create(SPEC);
        MiniBatch all = rows(0);
        Predictions scores = new Predictions(1);
        do {
            no.learn(all, 0, ROWS, scores, new Refusals());
        } while (scores.scores()[ROWS - 1] > -6);
        for (int i = 0; i < 12; i++) {
            states.calm(no, ROWS);
        }
        shadow.begin(states.last().orElseThrow());
        Block learned = new Block(Task.BINARY, SPEC.loss(), 1, ROWS);
        for (int r = 0; r < ROWS; r++) {
            learned.add(new float[] {-2}, 0, r < 4 ? 1 : 0, 1);
        }
        for (int b = 0; b < 100; b++) {
            shadow.observe(rows(4), 0, ROWS, new BitSet());
            assertThat(shadow.judge(learned, Double.POSITIVE_INFINITY))
                    .as("block %s", b)
                    .isFalse();
        }
    }

    @Test
    void aStateThatPredictsBetterIsReturnedTo() {
        begin();
        for (int b = 1; b < 8; b++) {
            assertThat(judge(shadow, block(ROWS, -1))).as("block %s", b).isFalse();
        }
        assertThat(judge(shadow, block(ROWS, -1))).isTrue();
    }

    @Test
    void aRestoredShadowGoesOnAlike() {
        begin();
        for (int b = 0; b < 5; b++) {
            judge(shadow, block(2, -40));
        }
        NamedTensors state = new NamedTensors();
        shadow.save(state);
        Shadow restored = new Shadow(SPEC, ROWS);
        restored.load(state, states);
        for (int b = 5; b < 8; b++) {
            assertThat(judge(restored, block(2, -40))).as("block %s", b).isEqualTo(judge(shadow, block(2, -40)));
        }
        assertThat(restored.active()).isFalse();
        assertThat(shadow.active()).isFalse();
    }
}
