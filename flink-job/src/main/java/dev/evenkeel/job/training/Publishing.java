package dev.evenkeel.job.training;

import dev.evenkeel.model.evaluation.PublishGate;
import java.io.Serializable;

/**
 * What the trainer publishes under which name, and when.
 *
 * @param pipeline the pipeline's name
 * @param model the model's name in keys of topics
 * @param examplesTopic where rows came from, for rows that are refused after decoding
 * @param maxRejectBytes what a rejected record may take
 * @param reportEveryMs time between reports, in milliseconds
 * @param snapshotEveryMs time between snapshots in milliseconds, or 0 when they are counted in batches
 * @param snapshotEveryBatches mini-batches between snapshots, or 0 when they are counted in time
 * @param gate what a scheduled snapshot must pass; null: nothing
 */
public record Publishing(
        String pipeline,
        String model,
        String examplesTopic,
        int maxRejectBytes,
        long reportEveryMs,
        long snapshotEveryMs,
        int snapshotEveryBatches,
        PublishGate gate)
        implements Serializable {}
