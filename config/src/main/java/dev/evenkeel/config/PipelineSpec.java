package dev.evenkeel.config;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Printer;
import dev.evenkeel.config.shape.Shape;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.spec.CheckpointSpec;
import dev.evenkeel.config.spec.ColumnsSpec;
import dev.evenkeel.config.spec.ControlSpec;
import dev.evenkeel.config.spec.DeliverySpec;
import dev.evenkeel.config.spec.DriftSpec;
import dev.evenkeel.config.spec.EvaluationSpec;
import dev.evenkeel.config.spec.ExamplesSpec;
import dev.evenkeel.config.spec.HiddenLayer;
import dev.evenkeel.config.spec.KafkaSpec;
import dev.evenkeel.config.spec.MathSpec;
import dev.evenkeel.config.spec.MetricsSpec;
import dev.evenkeel.config.spec.ModelSpec;
import dev.evenkeel.config.spec.PredictionsSpec;
import dev.evenkeel.config.spec.RejectsSpec;
import dev.evenkeel.config.spec.RestartSpec;
import dev.evenkeel.config.spec.SnapshotsSpec;
import dev.evenkeel.config.spec.StabilitySpec;
import dev.evenkeel.config.spec.StateSpec;
import dev.evenkeel.config.spec.TopologySpec;
import dev.evenkeel.config.spec.UpdateSpec;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.layer.LayerSpec;
import dev.evenkeel.model.learner.LearnerSpec;
import dev.evenkeel.model.learner.ModelKind;
import dev.evenkeel.model.update.UpdateOptions;
import java.util.List;

/**
 * Everything a pipeline file says, defaults filled in. Immutable, consistent, and free of secrets when printed by
 * {@link #toString}; {@link #toYaml} does hold them.
 *
 * @param name of the pipeline
 * @param seed of all randomness
 * @param kafka how Kafka is reached
 * @param examples the stream that is learned
 * @param columns what the columns of a row mean; {@link #schema} is the learner's view
 * @param window how examples are gathered
 * @param model what is learned
 * @param update how it is learned
 * @param math how numbers are computed
 * @param topology how many models learn
 * @param parallelism of the job
 * @param maxParallelism the most the job can be rescaled to
 * @param snapshots published models
 * @param metrics published measurements
 * @param predictions published predictions
 * @param rejects records that could not be learned
 * @param control orders to the running job
 * @param stability what stands between gradient and weights
 * @param evaluation test-then-train
 * @param drift what is watched for drift
 * @param delivery what is promised of published records
 * @param checkpoint of the job
 * @param state of the job
 * @param restart of the job
 */
public record PipelineSpec(
        @Key(
                about = "The pipeline's name, from which topics, group and transactional ids get theirs.",
                required = true,
                example = "bank",
                expected = "at most 100 letters, digits, dots, underscores and dashes, a letter or digit first",
                pattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
        String name,

        @Key(about = "The seed of all randomness.", from = LearnerSpec.class)
        long seed,

        @Key(about = "How Kafka is reached and what is created there.")
        KafkaSpec kafka,

        @Key(about = "The stream that is learned.") ExamplesSpec examples,

        @Key(about = "What the columns of a row mean.", name = "schema")
        ColumnsSpec columns,

        @Key(about = "How examples are gathered into mini-batches.")
        WindowSpec window,

        @Key(about = "What is learned.") ModelSpec model,
        @Key(about = "How it is learned.") UpdateSpec update,
        @Key(about = "How numbers are computed.") MathSpec math,

        @Key(about = "How many models learn from the stream.")
        TopologySpec topology,

        @Key(about = "Parallel instances of the job's operators.", orElse = "1", min = "1", max = "32768")
        int parallelism,

        @Key(about = "The most the job can ever be rescaled to.", orElse = "128", min = "1", max = "32768")
        int maxParallelism,

        @Key(about = "Published models.") SnapshotsSpec snapshots,
        @Key(about = "Published measurements.") MetricsSpec metrics,
        @Key(about = "Published predictions.") PredictionsSpec predictions,
        @Key(about = "Records that could not be learned.") RejectsSpec rejects,
        @Key(about = "Orders to the running job.") ControlSpec control,

        @Key(about = "What stands between gradient and weights.")
        StabilitySpec stability,

        @Key(about = "Test-then-train evaluation.") EvaluationSpec evaluation,

        @Key(about = "What is watched for drift, and what an alarm leads to.")
        DriftSpec drift,

        @Key(about = "What is promised of published records.")
        DeliverySpec delivery,

        @Key(about = "Checkpoints of the job.") CheckpointSpec checkpoint,
        @Key(about = "State of the job.") StateSpec state,
        @Key(about = "Restarts of the job.") RestartSpec restart) {
    /** What the records say about the file. */
    static final Shape.Section SHAPE = Shapes.section(PipelineSpec.class);

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException when they do not
     */
    public PipelineSpec {
        Shapes.check(
                PipelineSpec.class,
                name,
                seed,
                kafka,
                examples,
                columns,
                window,
                model,
                update,
                math,
                topology,
                parallelism,
                maxParallelism,
                snapshots,
                metrics,
                predictions,
                rejects,
                control,
                stability,
                evaluation,
                drift,
                delivery,
                checkpoint,
                state,
                restart);
        Parts parts = new Parts()
                .with("examples", examples)
                .with("schema", columns)
                .with("window", window)
                .with("model", model)
                .with("update", update)
                .with("stability", stability)
                .with("drift", drift)
                .with("parallelism", parallelism)
                .with("max-parallelism", maxParallelism)
                .with("snapshots", snapshots)
                .with("metrics", metrics)
                .with("predictions", predictions)
                .with("rejects", rejects)
                .with("control", control)
                .with("delivery", delivery)
                .with("checkpoint", checkpoint);
        CrossChecks.check(parts, (keys, message, remedy) -> {
            throw new IllegalArgumentException(message + ": " + keys.get(0));
        });
    }

    /** What the columns mean to a learner. */
    public Schema schema() {
        return columns.toSchema(model.task());
    }

    /** Everything that determines the learner; every {@code auto} is resolved. */
    public LearnerSpec learner() {
        ModelKind kind = model.kind().kind(update.settings());
        List<LayerSpec> layers =
                model.layers().stream().map(HiddenLayer::toLayer).toList();
        return new LearnerSpec(
                schema(),
                kind,
                model.loss().toLoss(model.task()),
                update.settings(),
                options(),
                layers,
                window.step().orElseGet(() -> LearnerSpec.defaultStep(layers)),
                seed,
                math.gemm(),
                columns.standardize()
                        .toInput(kind, update.settings(), columns.projection().toProjection()),
                stability.toSettings(),
                model.plasticity().toSettings(),
                drift.toSettings());
    }

    private UpdateOptions options() {
        return update.options().toOptions().with(stability.noise().toNoise(seed));
    }

    /** The folder of this pipeline's checkpoints: its name under {@code checkpoint.storage}, which pipelines may share. */
    public String checkpointFolder() {
        return checkpoint.storage().replaceAll("/+$", "") + "/" + name;
    }

    /** The folder of snapshots that are too large for a record: the one set, else {@code snapshots} beside the checkpoints. */
    public String snapshotStore() {
        return snapshots.store().orElseGet(() -> {
            String storage = checkpoint.storage().replaceAll("/+$", "");
            return storage.substring(0, storage.lastIndexOf('/') + 1) + "snapshots";
        });
    }

    /**
     * The whole as a file that {@link PipelineFile#parse} turns into an equal specification, without placeholders. It holds
     * secrets in the clear: hand it on, never print it.
     */
    public String toYaml() {
        return Printer.yaml(SHAPE, this);
    }
}
