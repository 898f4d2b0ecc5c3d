package dev.evenkeel.model.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Allocation;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.data.Task;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainingLaneTest {
    private static final EvaluationSettings SETTINGS = new EvaluationSettings(50, 0.99);

    @Test
    void microBatchesCountExamplesWhateverTheWindows() {
        MiniBatch rows = rows(0, 203);
        List<List<Float>> expected = new ArrayList<>();
        for (int from = 0; from < 203; from += 8) {
            List<Float> step = new ArrayList<>();
            for (int r = from; r < Math.min(203, from + 8); r++) {
                step.add((float) r);
            }
            expected.add(step);
        }
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            RecordingLearner learner = new RecordingLearner(8);
            TrainingLane lane = new TrainingLane(learner, SETTINGS);
            Scored scored = new Scored();
            int from = 0;
            while (from < 203) {
                int to = Math.min(203, from + random.nextInt(30));
                lane.learn(part(rows, from, to), scored);
                from = to;
                assertThat(lane.waiting().rows()).isEqualTo(from % 8);
                assertThat(lane.counts().examples()).isEqualTo(from - from % 8);
            }
            lane.finish(scored);
            assertThat(learner.steps).isEqualTo(expected);
            assertThat(scored.labels).hasSize(203).isSorted();
            assertThat(lane.waiting().rows()).isZero();
            assertThat(lane.counts().examples()).isEqualTo(203);
        }
    }

    @Test
    void offsetsAreThoseOfTheRowsTriedNotOfThoseThatWait() {
        TrainingLane lane = new TrainingLane(new RecordingLearner(4), SETTINGS);
        lane.learn(rows(0, 6));
        assertThat(lane.nextOffsets()).containsExactlyInAnyOrderEntriesOf(Map.of(0, 2L, 1, 2L));
        assertThat(lane.counts().lastTimeMs()).isEqualTo(3_000);
        lane.finish(new Scored());
        assertThat(lane.nextOffsets()).containsExactlyInAnyOrderEntriesOf(Map.of(0, 4L, 1, 2L));
    }

    @Test
    void anOffsetThatComesAgainDoesNotTurnTheClockBack() {
        TrainingLane lane = new TrainingLane(new RecordingLearner(1), SETTINGS);
        lane.learn(rows(0, 9));
        Map<Integer, Long> before = Map.copyOf(lane.nextOffsets());
        lane.learn(rows(0, 3));
        assertThat(lane.nextOffsets()).isEqualTo(before);
        assertThat(lane.counts().lastTimeMs()).isEqualTo(8_000);
    }

    @Test
    void aRefusedMicroBatchCountsItsRowsAndOneBatch() {
        TrainingLane lane = new TrainingLane(new RecordingLearner(4), SETTINGS);
        Scored scored = new Scored();
        lane.learn(rows(-2, 9), scored);
        assertThat(lane.counts().refusedBatches()).isEqualTo(1);
        assertThat(lane.counts().refusedRows()).isEqualTo(4);
        assertThat(lane.counts().examples()).isEqualTo(4);
        assertThat(scored.refused).containsExactly(-2f, -1f, 0f, 1f);
        assertThat(scored.labels).hasSize(8);
    }

    @Test
    void refusedMicroBatchesAreCountedWhateverTheWindow() {
        TrainingLane whole = new TrainingLane(new RecordingLearner(4), SETTINGS);
        whole.learn(rows(-8, 16));
        TrainingLane parts = new TrainingLane(new RecordingLearner(4), SETTINGS);
        for (int r = -8; r < 8; r += 2) {
            parts.learn(rows(r, 2));
        }
        assertThat(whole.counts().refusedBatches()).isEqualTo(2);
        assertThat(parts.counts().refusedBatches()).isEqualTo(2);
    }

    @Test
    void refusedRowsOfALinearModelCountOneByOne() {
        TrainingLane lane = new TrainingLane(Learners.create(LinearStreams.spec(Task.BINARY)), SETTINGS);
        MiniBatch.Builder builder = new MiniBatch.Builder(LinearStreams.WIDTH, 3);
        for (int r = 0; r < 3; r++) {
            Example example = new Example(LinearStreams.WIDTH);
            example.numeric()[0] = r == 1 ? 2 : Float.POSITIVE_INFINITY;
            builder.add(example);
        }
        Scored scored = new Scored();
        lane.learn(builder.build(), scored);
        assertThat(lane.counts().refusedRows()).isEqualTo(2);
        assertThat(lane.counts().refusedBatches()).isEqualTo(2);
        assertThat(lane.counts().examples()).isEqualTo(1);
        assertThat(lane.learner().version()).isEqualTo(3);
        assertThat(scored.refused).hasSize(2);
    }

    @Test
    void aCopyContinuesOnItsOwn() {
        RecordingLearner learner = new RecordingLearner(4);
        TrainingLane lane = new TrainingLane(learner, SETTINGS);
        lane.learn(rows(0, 6));
        assertThat(lane.counts().publish(1)).isTrue();
        assertThat(lane.counts().publish(1)).isFalse();
        TrainingLane copy = lane.copy();
        copy.learn(rows(6, 3));
        assertThat(learner.steps).hasSize(1);
        assertThat(((RecordingLearner) copy.learner()).steps).last().isEqualTo(List.of(4f, 5f, 6f, 7f));
        assertThat(lane.waiting().rows()).isEqualTo(2);
        assertThat(lane.nextOffsets()).containsEntry(0, 2L);
        assertThat(lane.counts().examples()).isEqualTo(4);
        assertThat(lane.evaluation().total().examples()).isEqualTo(4);
        assertThat(copy.counts().examples()).isEqualTo(8);
        assertThat(copy.counts().sequence()).isEqualTo(1);
        assertThat(copy.counts().publish(2)).isTrue();
        assertThat(copy.counts().sequence()).isEqualTo(2);
        assertThat(lane.counts().sequence()).isEqualTo(1);
        assertThat(copy.evaluation().total().examples()).isEqualTo(8);
    }

    @Test
    void anEmptyWindowChangesNothing() {
        TrainingLane lane = new TrainingLane(new RecordingLearner(4), SETTINGS);
        lane.learn(rows(0, 0));
        lane.finish(new Scored());
        assertThat(lane.counts().examples()).isZero();
        assertThat(lane.counts().lastTimeMs()).isEqualTo(Long.MIN_VALUE);
        assertThat(lane.nextOffsets()).isEmpty();
    }

    @Test
    void stateThatDoesNotFitIsRefused() {
        RecordingLearner learner = new RecordingLearner(4);
        NamedTensors tensors = new NamedTensors();
        TrainingLane lane = new TrainingLane(learner, SETTINGS);
        lane.save(tensors);
        lane.evaluation().save(tensors);
        MiniBatch narrow = new MiniBatch.Builder(2, 1).build();
        assertThatThrownBy(() -> TrainingLane.restore(learner, SETTINGS, tensors, narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("waiting rows have another width: width=2, expected=6");
        NamedTensors few = new NamedTensors().put("lane/counts", new long[4], 4);
        assertThatThrownBy(() -> TrainingLane.restore(learner, SETTINGS, few, lane.waiting()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong length: counts=4, expected=11");
    }

    @Test
    void aLinearLaneDoesNotAllocateByTheRow() {
        TrainingLane lane = new TrainingLane(Learners.create(LinearStreams.spec(Task.MULTICLASS)), SETTINGS);
        MiniBatch.Builder one = new MiniBatch.Builder(LinearStreams.WIDTH, 1);
        MiniBatch stream = LinearStreams.stream(Task.MULTICLASS, 3, 5_000, j -> 1);
        Example example = new Example(LinearStreams.WIDTH);
        for (int r = 0; r < stream.rows(); r++) {
            stream.row(r, example);
            one.add(example.origin(0, 1_000_000 + r));
        }
        MiniBatch batch = one.build();
        lane.learn(batch);
        lane.learn(batch);
        long before = Allocation.bytes();
        lane.learn(batch);
        assertThat(Allocation.bytes() - before).isLessThan(4L * batch.rows()); // sampled steps leave a record
    }

    /** What a lane told. */
    private static final class Scored implements TrainingLane.Listener {
        final List<Float> labels = new ArrayList<>();
        final List<Float> refused = new ArrayList<>();

        @Override
        public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
            assertThat(predictions.rows()).isEqualTo(to - from);
            for (int r = from; r < to; r++) {
                labels.add(batch.labels()[r]);
            }
        }

        @Override
        public void refused(MiniBatch batch, Refusals.Refusal refusal) {
            refused.add(batch.labels()[refusal.row()]);
        }
    }

    /** Rows whose label is their number; two of partition 0, two of partition 1, and so on. */
    private static MiniBatch rows(int first, int count) {
        MiniBatch.Builder builder = new MiniBatch.Builder(LinearStreams.WIDTH, Math.max(1, count));
        for (int r = first; r < first + count; r++) {
            builder.add(new Example(LinearStreams.WIDTH)
                    .label(r)
                    .timeMs(1_000L * r)
                    .origin(r / 2 % 2, r / 4 * 2 + Math.floorMod(r, 2)));
        }
        return builder.build();
    }

    private static MiniBatch part(MiniBatch batch, int from, int to) {
        return new MiniBatch.Builder(batch.width(), Math.max(1, to - from))
                .add(batch, from, to)
                .build();
    }
}
