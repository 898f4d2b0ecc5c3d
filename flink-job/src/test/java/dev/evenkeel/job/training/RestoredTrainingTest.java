package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that is broken off at random points and restored must end in the same bits as training that is not. */
class RestoredTrainingTest {
    private static final int BATCHES = 40;
    private static final int ROWS_EACH = 50;
    private static final PipelineSpec SPEC = TestPipelines.pipeline();
    private static final DriftingRows ROWS = new DriftingRows(3);

    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    void endsInTheSameBitsAndPublishesWithoutAGap(String backend) throws Exception {
        List<EncodedSnapshot> committed = brokenOff(backend);
        EncodedSnapshot last = committed.get(committed.size() - 1);

        assertThat(committed.stream().mapToLong(snapshot -> snapshot.id().sequence()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, committed.size()).boxed().toList());
        assertThat(committed.stream().map(snapshot -> snapshot.id().version()).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(last.id().version()).isEqualTo(BATCHES * ROWS_EACH);
        assertThat(last.id().tensorsSha256()).isEqualTo(undisturbed());
    }

    /** Crashes at random batches after a checkpoint; what came out since then is not committed. */
    private static List<EncodedSnapshot> brokenOff(String backend) throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        List<EncodedSnapshot> committed = new ArrayList<>();
        OperatorSubtaskState state = null;
        int next = 0;
        while (next < BATCHES) {
            int checkpoint = Math.min(BATCHES, next + 1 + random.nextInt(8));
            int crash = Math.min(BATCHES, checkpoint + random.nextInt(5));
            try (TrainHarness trainer =
                    TrainHarness.open(SPEC, TrainHarness.publishing(1_000, 0, 3), state, backend(backend))) {
                train(trainer, next, checkpoint);
                if (checkpoint == BATCHES) {
                    trainer.end();
                }
                state = trainer.snapshot(checkpoint);
                committed.addAll(trainer.published());
                train(trainer, checkpoint, crash);
            }
            next = checkpoint;
        }
        return committed;
    }

    private static void train(TrainHarness trainer, int from, int to) throws Exception {
        for (int b = from; b < to; b++) {
            trainer.train(batch(b, b + 1));
        }
    }

    private static String undisturbed() {
        TrainingLane lane = new PipelineText(SPEC).laneCodec().fresh();
        lane.learn(batch(0, BATCHES));
        return ModelSnapshot.of("drift", lane, Instant.EPOCH).sha256();
    }

    private static MiniBatch batch(long from, long to) {
        return ROWS.batch(SPEC, from * ROWS_EACH, to * ROWS_EACH);
    }

    private static StateBackend backend(String name) {
        return name.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
}
