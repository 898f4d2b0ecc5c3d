package dev.evenkeel.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.shape.Printer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    @Test
    void everythingUnsaidHasTheContractsDefault() {
        Map<String, String> settings = Printer.flat(PipelineSpec.SHAPE, Fixture.minimal());
        assertThat(settings)
                .containsExactly(
                        Map.entry("name", "bank"),
                        Map.entry("seed", "1"),
                        Map.entry("kafka.bootstrap", "localhost:9092"),
                        Map.entry("kafka.properties", "{}"),
                        Map.entry("kafka.group", "evenkeel-bank"),
                        Map.entry("kafka.transactional-id-prefix", "bank"),
                        Map.entry("kafka.create-topics", "true"),
                        Map.entry("kafka.partitions", "1"),
                        Map.entry("kafka.replication", "1"),
                        Map.entry("examples.topic", "bank.examples"),
                        Map.entry("examples.format", "csv"),
                        Map.entry("examples.options", "{}"),
                        Map.entry("examples.start", "earliest"),
                        Map.entry("schema.label.field", "y"),
                        Map.entry("schema.label.positive", "\"\""),
                        Map.entry("schema.label.negative", "\"\""),
                        Map.entry("schema.label.classes", "[]"),
                        Map.entry("schema.numeric", "[age, balance]"),
                        Map.entry("schema.categorical", "[]"),
                        Map.entry("schema.text", "[]"),
                        Map.entry("schema.tensor", "{}"),
                        Map.entry("schema.ignore", "[]"),
                        Map.entry("schema.missing", "['', NA]"),
                        Map.entry("schema.weight", "null"),
                        Map.entry("schema.time", "null"),
                        Map.entry("schema.hash-bits", "18"),
                        Map.entry("schema.standardize", "auto"),
                        Map.entry("schema.projection.type", "none"),
                        Map.entry("schema.crosses", "[]"),
                        Map.entry("window.type", "count"),
                        Map.entry("window.size", "256"),
                        Map.entry("window.timeout", "200ms"),
                        Map.entry("window.step", "auto"),
                        Map.entry("model.task", "binary"),
                        Map.entry("model.kind", "auto"),
                        Map.entry("model.loss.type", "auto"),
                        Map.entry("model.layers", "[]"),
                        Map.entry("model.plasticity.l2-init", "0.0"),
                        Map.entry("model.plasticity.shrink", "0.0"),
                        Map.entry("model.plasticity.perturb", "0.0"),
                        Map.entry("model.plasticity.recycle.type", "none"),
                        Map.entry("update.rule", "auto"),
                        Map.entry("update.l1", "0.0"),
                        Map.entry("update.l2", "0.0"),
                        Map.entry("update.weight-decay", "auto"),
                        Map.entry("update.schedule", "constant"),
                        Map.entry("update.intercept-learning-rate", "auto"),
                        Map.entry("update.average", "none"),
                        Map.entry("math.gemm", "auto"),
                        Map.entry("topology.type", "single"),
                        Map.entry("parallelism", "1"),
                        Map.entry("max-parallelism", "128"),
                        Map.entry("snapshots.topic", "bank.snapshots"),
                        Map.entry("snapshots.every", "10s"),
                        Map.entry("snapshots.store", "null"),
                        Map.entry("snapshots.retain", "10"),
                        Map.entry("snapshots.delta.full-every", "off"),
                        Map.entry("snapshots.gate.against", "off"),
                        Map.entry("snapshots.gate.metric", "auto"),
                        Map.entry("snapshots.gate.margin", "0.0"),
                        Map.entry("metrics.topic", "bank.metrics"),
                        Map.entry("metrics.every", "1s"),
                        Map.entry("predictions.enabled", "false"),
                        Map.entry("predictions.topic", "bank.predictions"),
                        Map.entry("rejects.topic", "bank.rejects"),
                        Map.entry("rejects.rate", "unlimited"),
                        Map.entry("rejects.originals", "false"),
                        Map.entry("rejects.hash-values", "false"),
                        Map.entry("rejects.hash-secret", "null"),
                        Map.entry("rejects.on-failure", "fail"),
                        Map.entry("control.topic", "bank.control"),
                        Map.entry("stability.profile", "balanced"),
                        Map.entry("stability.input.absurd", "profile"),
                        Map.entry("stability.input.bound", "profile"),
                        Map.entry("stability.normalize", "none"),
                        Map.entry("stability.trust-ratio", "profile"),
                        Map.entry("stability.clip.loss", "profile"),
                        Map.entry("stability.clip.agc", "profile"),
                        Map.entry("stability.clip.zclip", "profile"),
                        Map.entry("stability.clip.update", "profile"),
                        Map.entry("stability.clip.overshoot", "profile"),
                        Map.entry("stability.noise", "none"),
                        Map.entry("stability.rollback.band", "profile"),
                        Map.entry("stability.rollback.keep", "5"),
                        Map.entry("stability.rollback.max-bytes", "256MiB"),
                        Map.entry("stability.rollback.retries", "3"),
                        Map.entry("stability.rollback.on-halt", "pause"),
                        Map.entry("evaluation.window", "5000"),
                        Map.entry("evaluation.fading", "0.999"),
                        Map.entry("drift.detector.type", "adwin"),
                        Map.entry("drift.detector.delta", "0.002"),
                        Map.entry("drift.detector.every", "32"),
                        Map.entry("drift.watch", "[loss]"),
                        Map.entry("drift.on-alarm", "[report]"),
                        Map.entry("drift.step-factor", "3.0"),
                        Map.entry("drift.step-examples", "1000"),
                        Map.entry("delivery.snapshots", "exactly-once"),
                        Map.entry("delivery.metrics", "at-least-once"),
                        Map.entry("delivery.transaction-timeout", "15m"),
                        Map.entry("checkpoint.every", "5s"),
                        Map.entry("checkpoint.mode", "aligned"),
                        Map.entry("checkpoint.timeout", "10m"),
                        Map.entry("checkpoint.retained", "3"),
                        Map.entry("checkpoint.storage", "file:///var/lib/evenkeel/checkpoints"),
                        Map.entry("state.backend", "heap"),
                        Map.entry("restart.strategy", "exponential-delay"),
                        Map.entry("restart.max-attempts", "10"));
    }

    @Test
    void otherWindowsHaveTheContractsDefaults() {
        assertThat(Printer.flat(PipelineSpec.SHAPE, Fixture.minimal("window=event-time")))
                .containsEntry("window.length", "1s")
                .containsEntry("window.out-of-orderness", "0s")
                .containsEntry("window.idle-timeout", "30s")
                .containsEntry("window.late", "train")
                .containsEntry("window.max-rows", "65536")
                .containsEntry("window.step", "auto");
        assertThat(Printer.flat(PipelineSpec.SHAPE, Fixture.minimal("window=processing-time")))
                .containsEntry("window.length", "1s")
                .containsEntry("window.max-rows", "65536");
    }

    @Test
    void rulesHaveTheLearnersDefaults() {
        assertThat(Printer.flat(PipelineSpec.SHAPE, Fixture.minimal("update=nag")))
                .containsEntry("update.learning-rate", "0.5")
                .containsEntry("update.power-t", "0.5");
        assertThat(Printer.flat(PipelineSpec.SHAPE, Fixture.minimal("model.kind=mlp", "update=adam")))
                .containsEntry("update.learning-rate", "0.001")
                .containsEntry("update.beta1", "0.9")
                .containsEntry("update.beta2", "0.999")
                .containsEntry("update.epsilon", "1.0E-8");
    }

    @Test
    void largeSnapshotsGoBesideTheCheckpointsUnlessToldOtherwise() {
        assertThat(Fixture.minimal().snapshotStore()).isEqualTo("file:///var/lib/evenkeel/snapshots");
        assertThat(Fixture.minimal("checkpoint.storage=s3://bucket/checkpoints/")
                        .snapshotStore())
                .isEqualTo("s3://bucket/snapshots");
        assertThat(Fixture.minimal("snapshots.store=file:///data/models").snapshotStore())
                .isEqualTo("file:///data/models");
    }
}
