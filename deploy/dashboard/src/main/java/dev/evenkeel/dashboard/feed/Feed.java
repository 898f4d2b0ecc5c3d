package dev.evenkeel.dashboard.feed;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import java.util.Objects;

/**
 * The topics of a pipeline.
 *
 * @param access how to reach the brokers
 * @param pipeline the pipeline's name
 * @param metrics the topic of its reports
 * @param snapshots the topic of its snapshots
 * @param control the topic of orders to it
 */
public record Feed(KafkaAccess access, String pipeline, String metrics, String snapshots, String control) {
    private static final String METRICS = ".metrics";

    /** Refuses null. */
    public Feed {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(pipeline, "pipeline");
        Objects.requireNonNull(metrics, "metrics");
        Objects.requireNonNull(snapshots, "snapshots");
        Objects.requireNonNull(control, "control");
    }

    /** Whether a topic is called as metrics topics are unless told otherwise. */
    static boolean looksLikeOne(String topic) {
        return topic.endsWith(METRICS) && topic.length() > METRICS.length();
    }

    /** The topics of a pipeline that uses the usual names. */
    static Feed usual(KafkaAccess access, String metrics) {
        String pipeline = metrics.substring(0, metrics.length() - METRICS.length());
        return new Feed(access, pipeline, metrics, pipeline + ".snapshots", pipeline + ".control");
    }
}
