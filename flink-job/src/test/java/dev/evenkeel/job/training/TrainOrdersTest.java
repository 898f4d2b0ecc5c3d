package dev.evenkeel.job.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.MiniBatch;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The trainer under orders. What it says to readers comes back to it, as from the topic, only where a test gives it. */
class TrainOrdersTest {
    private static final PipelineSpec SPEC = TestPipelines.pipeline("update=nag");
    private static final DriftingRows ROWS = new DriftingRows(1);
    private static final String PAUSE = "{\"action\": \"pause\", \"id\": \"p\"}";
    private static final String HOLD = "{\"action\": \"hold\"}";

    @Test
    void rowsWaitWhilePausedAndAreLearnedInTheirOrderWhenResumed() throws Exception {
        try (TrainHarness paused = open();
                TrainHarness undisturbed = open()) {
            paused.train(batch(0)).order(PAUSE).train(batch(1)).train(batch(2));
            assertThat(paused.count(TrainFunction.LEARNED)).isEqualTo(64);
            paused.order("{\"action\": \"resume\"}").train(batch(3)).end();
            undisturbed
                    .train(batch(0))
                    .train(batch(1))
                    .train(batch(2))
                    .train(batch(3))
                    .end();

            assertThat(paused.count(TrainFunction.LEARNED)).isEqualTo(256);
            assertThat(paused.published().get(0).id().tensorsSha256())
                    .isEqualTo(undisturbed.published().get(0).id().tensorsSha256());
        }
    }

    @Test
    void readersAreToldOnceUntilTheTrainerReadsItBack() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.train(batch(0)).order(PAUSE).train(batch(1)).train(batch(2));
            assertThat(trainer.words()).hasSize(1);
            assertThat(trainer.words().get(0)).contains("\"action\":\"hold\"", "Rows wait from version 64 on.");
            trainer.order(HOLD).order("{\"action\": \"resume\"}");

            assertThat(trainer.words()).hasSize(2);
            assertThat(trainer.words().get(1)).contains("\"action\":\"open\"");
        }
    }

    @Test
    void aWordThatIsNotTheTrainersWillIsPutRight() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.order(HOLD);

            assertThat(trainer.words()).singleElement().asString().contains("\"action\":\"open\"");
        }
    }

    @Test
    void ordersThatWaitAndPausesSurviveARestart() throws Exception {
        OperatorSubtaskState state;
        try (TrainHarness before = open()) {
            before.train(batch(0)).order("{\"action\": \"pause\", \"id\": \"p\", \"at-version\": 150}");
            assertThat(events(before)).singleElement().asString().contains("order-waits", "pause at version 150");
            state = before.snapshot(1);
        }
        try (TrainHarness between = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND, state, null)) {
            between.train(batch(1)).train(batch(2));
            assertThat(between.count(TrainFunction.LEARNED)).isEqualTo(150);
            assertThat(events(between)).singleElement().asString().contains("\"event\":\"paused\"", "\"version\":150");
            state = between.snapshot(2);
        }
        try (TrainHarness after = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND, state, null)) {
            after.train(batch(3));
            assertThat(after.count(TrainFunction.LEARNED)).isEqualTo(150);
            after.order("{\"action\": \"resume\"}");
            assertThat(after.count(TrainFunction.LEARNED)).isEqualTo(256);
        }
    }

    @Test
    void anOrderThatComesTwiceTakesEffectOnce() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.train(batch(0))
                    .order(PAUSE)
                    .order("{\"action\": \"resume\"}")
                    .order(PAUSE)
                    .train(batch(1));

            assertThat(trainer.count(TrainFunction.LEARNED)).isEqualTo(128);
            assertThat(events(trainer)).hasSize(3);
            assertThat(events(trainer).get(2)).contains("order-failed", "order p: came before: p paused 64");
        }
    }

    @Test
    void whatIsNoOrderIsToldAndChangesNothing() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.order("rm -rf /").train(batch(0));

            assertThat(trainer.count(TrainFunction.LEARNED)).isEqualTo(64);
            assertThat(events(trainer))
                    .singleElement()
                    .asString()
                    .contains("order-failed", "no order: topic=drift.control, partition=0, offset=0");
        }
    }

    @Test
    void anOrderToPublishPublishesBetweenTheIntervals() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.train(batch(0)).order("{\"action\": \"publish\", \"id\": \"now\"}");

            assertThat(trainer.publishedVersions()).containsExactly(64L);
            assertThat(events(trainer))
                    .singleElement()
                    .asString()
                    .contains("\"event\":\"publish\"", "\"order\":\"now\"", "\"sequence\":1");
        }
    }

    @Test
    void aSnapshotThatCannotBeReadIsToldAndTrainingGoesOn() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.train(batch(0)).order("{\"action\": \"rollback\", \"sequence\": 3, \"id\": \"r\"}");
            trainer.train(batch(1));

            assertThat(events(trainer)).singleElement().asString().contains("order-failed", "drift.snapshots");
            assertThat(trainer.count(TrainFunction.LEARNED)).isEqualTo(128);
        }
    }

    @Test
    void reportsSayHowTrainingIs() throws Exception {
        try (TrainHarness trainer = open()) {
            trainer.clock(10_000).train(batch(0)).order(PAUSE).clock(11_000);

            assertThat(trainer.reports().get(1))
                    .contains("\"verdict\":\"stable\"", "\"paused\":true", "\"rollbacks\":0");
        }
    }

    private static TrainHarness open() throws Exception {
        return TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND);
    }

    private static MiniBatch batch(int number) {
        return ROWS.batch(SPEC, 64L * number, 64L * number + 64);
    }

    private static List<String> events(TrainHarness trainer) {
        return trainer.reports().stream()
                .filter(record -> record.contains("\"type\":\"event\""))
                .toList();
    }
}
