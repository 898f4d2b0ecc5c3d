package dev.evenkeel.job.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.evaluation.GateMetric;
import dev.evenkeel.model.evaluation.PublishGate;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.util.Arrays;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class TrainFunctionTest {
    private static final PipelineSpec SPEC = TestPipelines.pipeline();
    private static final DriftingRows ROWS = new DriftingRows(1);

    @Test
    void reportsAtWholeMultiplesOfTheInterval() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_350).train(batch(0));
            assertThat(trainer.clock(10_999).reports()).isEmpty();
            assertThat(trainer.clock(11_000).reports()).hasSize(1);
            trainer.clock(12_000).clock(13_000);

            assertThat(trainer.reports().get(0))
                    .contains("\"type\":\"report\"", "\"model\":\"drift\"", "\"version\":64", "\"examples\":64");
            assertThat(trainer.reportRecords())
                    .extracting(OutgoingRecord::timeMs)
                    .containsExactly(11_000L, 12_000L, 13_000L);
        }
    }

    @Test
    void snapshotsAtWholeMultiplesOfAnIntervalThatReportsDoNotDivide() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.publishing(1_000, 700, 0))) {
            trainer.clock(10_000);
            for (long now = 10_050; now <= 14_000; now += 50) {
                trainer.train(batch(0)).clock(now);
            }

            assertThat(trainer.publishedSequences()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(trainer.reports()).hasSize(4);
        }
    }

    @Test
    void aTickThatComesLateCountsOnceAndTheNextIsInTime() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_000).train(batch(0)).clock(17_345);
            assertThat(trainer.reports()).hasSize(1);
            trainer.clock(18_000);

            assertThat(trainer.reports()).hasSize(2);
        }
    }

    @Test
    void ticksOfBothIntervalsThatComeLateTogetherReportOnce() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            trainer.clock(10_000).train(batch(0)).clock(25_345);

            assertThat(trainer.reports()).hasSize(1);
            assertThat(trainer.publishedSequences()).containsExactly(1L);
        }
    }

    @Test
    void theGateWithholdsWhatIsNotGoodEnoughAndSaysWhy() throws Exception {
        PublishGate gate = new PublishGate(GateMetric.ACCURACY, PublishGate.Against.BASELINE, 0.9);
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.gated(gate))) {
            trainer.train(batch(0)).train(batch(1)).end();

            assertThat(trainer.published()).isEmpty();
            assertThat(trainer.reports())
                    .filteredOn(report -> report.contains("\"event\":\"withheld\""))
                    .hasSize(3) // the last at the end of input
                    .allSatisfy(event -> assertThat(event)
                            .contains(
                                    "A snapshot is withheld: accuracy ",
                                    " does not beat a constant's ",
                                    "\"metric\":\"accuracy\"",
                                    "\"against\":\"baseline\""));
            assertThat(trainer.reports()).last().asString().contains("\"withheld\":3");
        }
    }

    @Test
    void theGateTravelsToWhereTheJobRuns() throws Exception {
        Publishing gated = TrainHarness.gated(new PublishGate(GateMetric.AUC, PublishGate.Against.BASELINE, 0.1));

        assertThat(InstantiationUtil.clone(gated)).isEqualTo(gated);
    }

    @Test
    void whatPassesTheGateSaysSoInItsProvenance() throws Exception {
        PublishGate gate = new PublishGate(GateMetric.ACCURACY, PublishGate.Against.LAST_PUBLISHED, -1);
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.gated(gate))) {
            trainer.train(batch(0)).train(batch(1));

            assertThat(trainer.published()).hasSize(2);
            assertThat(ModelSnapshot.decode(trainer.published().get(0).bytes()).metadata())
                    .containsEntry(ModelSnapshot.GATE, "the first one");
            assertThat(ModelSnapshot.decode(trainer.published().get(1).bytes())
                            .metadata()
                            .get(ModelSnapshot.GATE))
                    .startsWith("accuracy ")
                    .contains(" beats the last published one's ");
        }
    }

    @Test
    void publishesTheFinalStateAtTheEndOfInput() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            trainer.train(batch(0)).train(batch(1)).end();

            assertThat(trainer.published()).singleElement().satisfies(snapshot -> {
                assertThat(snapshot.id().key()).isEqualTo("drift/1");
                assertThat(snapshot.id().version()).isEqualTo(128);
                assertThat(snapshot.timeMs()).isEqualTo(DriftingRows.timeMs(127));
                ModelSnapshot decoded = ModelSnapshot.decode(snapshot.bytes());
                assertThat(decoded.sha256()).isEqualTo(snapshot.id().tensorsSha256());
                assertThat(decoded.metadata())
                        .containsEntry(ModelSnapshot.NEXT_OFFSETS, "0:128")
                        .containsEntry(ModelSnapshot.EXAMPLES, "128");
            });
            assertThat(trainer.reports()).singleElement().asString().contains("\"examples\":128");
        }
    }

    @Test
    void publishesAVersionOnce() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.publishing(1_000, 1_000, 0))) {
            trainer.clock(10_000).train(batch(0)).clock(11_000).clock(12_000).end();

            assertThat(trainer.publishedVersions()).containsExactly(64L);
            assertThat(trainer.reports()).hasSize(3);
        }
    }

    @Test
    void publishesEveryFewBatches() throws Exception {
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.publishing(1_000, 0, 3))) {
            for (int b = 0; b < 8; b++) {
                trainer.train(batch(b));
            }
            trainer.end();

            assertThat(trainer.publishedVersions()).containsExactly(192L, 384L, 512L);
            assertThat(trainer.publishedSequences()).containsExactly(1L, 2L, 3L);
            assertThat(trainer.count(TrainFunction.SNAPSHOTS)).isEqualTo(3);
        }
    }

    @Test
    void rowsTheLearnerRefusesAreRejectedAndTheOthersLearned() throws Exception {
        MiniBatch batch = new MiniBatch.Builder(3, 3)
                .add(ROWS.example(SPEC, 0))
                .add(poison())
                .add(ROWS.example(SPEC, 2))
                .build();
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            trainer.train(batch).end();

            assertThat(trainer.refused()).singleElement().satisfies(reject -> {
                assertThat(header(reject, RejectHeaders.TOPIC)).isEqualTo("drift.examples");
                assertThat(header(reject, RejectHeaders.PARTITION)).isEqualTo("4");
                assertThat(header(reject, RejectHeaders.OFFSET)).isEqualTo("99");
                assertThat(header(reject, RejectHeaders.STAGE)).isEqualTo("train");
                assertThat(header(reject, RejectHeaders.EXCEPTION_MESSAGE)).contains("not finite");
                assertThat(new String(reject.value(), UTF_8)).contains("\"y\":1.0", "\"tokens\":[]");
            });
            assertThat(trainer.count(TrainFunction.LEARNED)).isEqualTo(2);
            assertThat(trainer.count(TrainFunction.REFUSED_ROWS)).isEqualTo(1);
            assertThat(trainer.publishedVersions()).containsExactly(3L);
        }
    }

    @Test
    void ticksGoOnAfterARestoreWithOtherIntervals() throws Exception {
        OperatorSubtaskState state;
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            state = trainer.clock(10_000).train(batch(0)).snapshot(1);
        }
        try (TrainHarness restored = TrainHarness.open(SPEC, TrainHarness.publishing(700, 300, 0), state, null)) {
            restored.clock(60_123); // the old tick at 11,000 comes late and is a multiple of neither
            assertThat(restored.reports()).isEmpty();
            restored.clock(60_200);
            assertThat(restored.reports()).hasSize(1);
            restored.clock(60_300);

            assertThat(restored.publishedSequences()).containsExactly(1L);
        }
    }

    @Test
    void goesOnAfterAnEndThatWasNotTheLast() throws Exception {
        OperatorSubtaskState drained;
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            drained = trainer.clock(10_000).train(batch(0)).end().snapshot(1);
        }
        try (TrainHarness restored = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND, drained, null)) {
            restored.clock(20_500).train(batch(1)).clock(21_000);
            assertThat(restored.reports()).isNotEmpty();
            restored.end();

            assertThat(restored.publishedVersions()).containsExactly(128L);
            assertThat(restored.publishedSequences()).containsExactly(2L);
        }
    }

    @Test
    void refusesTheStateOfAnotherModelNamingBothValues() throws Exception {
        OperatorSubtaskState state;
        try (TrainHarness trainer = TrainHarness.open(SPEC, TrainHarness.EVERY_SECOND)) {
            state = trainer.train(batch(0)).snapshot(1);
        }
        PipelineSpec other = TestPipelines.pipeline("schema.hash-bits=11", "schema.numeric=[x0,x2]");
        try (TrainHarness restored = TrainHarness.open(other, TrainHarness.EVERY_SECOND, state, null)) {
            assertThatThrownBy(() -> restored.train(ROWS.batch(other, 64, 128)))
                    .isInstanceOf(SuppressRestartsException.class)
                    .rootCause()
                    .hasMessageContaining("schema.hash-bits=11, saved=10")
                    .hasMessageContaining("schema.numeric=x0,x2, saved=x0,x1,x2");
        }
    }

    /** A row that no decoder lets through, and no update survives. */
    private static Example poison() {
        Example example = new Example(3).label(1).origin(4, 99);
        Arrays.fill(example.numeric(), Float.POSITIVE_INFINITY);
        return example;
    }

    private static MiniBatch batch(long number) {
        return ROWS.batch(SPEC, 64 * number, 64 * number + 64);
    }

    private static String header(OutgoingRecord record, String name) {
        return HeaderField.last(record.headers(), name).orElse("");
    }
}
