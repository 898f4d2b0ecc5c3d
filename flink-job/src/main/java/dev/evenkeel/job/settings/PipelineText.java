package dev.evenkeel.job.settings;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.KafkaSpec;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.snapshot.LaneCodec;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** A pipeline's effective specification as text, without secrets, so that functions can carry it to their machines. */
public final class PipelineText implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String yaml;

    /**
     * The text of that specification. Secrets stay behind: client settings, and the key of hashed rejects; a schema registry's password
     * goes along, since decoders ask the registry.
     */
    public PipelineText(PipelineSpec spec) {
        yaml = withoutSecrets(spec).toYaml();
    }

    /** The specification. */
    public PipelineSpec spec() {
        return PipelineFile.parse(yaml, "pipeline", List.of(), name -> null).spec();
    }

    private static PipelineSpec withoutSecrets(PipelineSpec spec) {
        KafkaSpec kafka = spec.kafka();
        return new PipelineSpec(
                spec.name(),
                spec.seed(),
                new KafkaSpec(
                        kafka.bootstrap(),
                        Map.of(),
                        kafka.group(),
                        kafka.transactionalIdPrefix(),
                        kafka.createTopics(),
                        kafka.partitions(),
                        kafka.replication()),
                spec.examples(),
                spec.columns(),
                spec.window(),
                spec.model(),
                spec.update(),
                spec.math(),
                spec.topology(),
                spec.parallelism(),
                spec.maxParallelism(),
                spec.snapshots(),
                spec.metrics(),
                spec.predictions(),
                spec.rejects().withoutSecret(),
                spec.control(),
                spec.stability(),
                spec.evaluation(),
                spec.drift(),
                spec.delivery(),
                spec.checkpoint(),
                spec.state(),
                spec.restart());
    }

    /** A codec for lanes of this pipeline. */
    public LaneCodec laneCodec() {
        PipelineSpec spec = spec();
        return new LaneCodec(
                spec.learner(),
                new EvaluationSettings(
                        spec.evaluation().window(), spec.evaluation().fading()));
    }
}
