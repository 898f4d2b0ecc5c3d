package dev.evenkeel.cli.job;

/**
 * What a job has counted since the pipeline's first start.
 *
 * @param read records taken from the examples topic
 * @param rejected records that could not be decoded
 * @param learned examples learned from
 * @param refusedRows rows the learner refused
 * @param refusedBatches steps the learner refused
 * @param snapshots snapshots published
 * @param rejectsDropped rejects left out, for the rate or since their topic could not be written
 */
public record JobCounts(
        long read,
        long rejected,
        long learned,
        long refusedRows,
        long refusedBatches,
        long snapshots,
        long rejectsDropped) {}
