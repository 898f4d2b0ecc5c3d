package dev.evenkeel.job.rejects;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.config.spec.RejectsSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.connectors.kafka.ValueHash;
import java.io.Serializable;
import java.util.Optional;

/**
 * What becomes of rejects. Holds secrets, so it has no text of its own.
 *
 * @param access how to reach the brokers
 * @param examples the topic the originals are in
 * @param topic receives the rejects
 * @param maxBytes what a reject may take
 * @param rate the most a second that are kept; 0 for all
 * @param originals whether decoded rows are replaced by their originals
 * @param hashed whether values are hashed
 * @param hashSecret the key of the hashes; empty for none
 * @param drop whether a topic that cannot be written costs rejects and not the job
 */
public record RejectSettings(
        KafkaAccess access,
        String examples,
        String topic,
        int maxBytes,
        int rate,
        boolean originals,
        boolean hashed,
        String hashSecret,
        boolean drop)
        implements Serializable {
    /** What a pipeline says. */
    public static RejectSettings of(PipelineSpec spec, KafkaAccess access, int maxBytes) {
        RejectsSpec rejects = spec.rejects();
        return new RejectSettings(
                access,
                spec.examples().topic(),
                rejects.topic(),
                maxBytes,
                rejects.rate().orElse(0),
                rejects.originals(),
                rejects.hashValues(),
                rejects.hashSecret().orElse(""),
                rejects.onFailure() == RejectsSpec.OnFailure.DROP);
    }

    /** The hash of values, or null where they stay. */
    ValueHash hash() {
        return hashed ? new ValueHash(Optional.of(hashSecret).filter(secret -> !secret.isEmpty())) : null;
    }

    @Override
    public String toString() {
        return "RejectSettings[topic=" + topic + ", rate=" + rate + ", originals=" + originals + ", hashed=" + hashed
                + ", drop=" + drop + "]";
    }
}
