package dev.evenkeel.cli.job;

import dev.evenkeel.job.decode.DecodeFunction;
import dev.evenkeel.job.rejects.RejectFunction;
import dev.evenkeel.job.training.LateFunction;
import dev.evenkeel.job.training.TrainFunction;
import java.util.Map;

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
        long rejectsDropped) {
    /** From a job's accumulators by name; what it has not counted yet is 0. */
    static JobCounts of(Map<String, Object> totals) {
        return new JobCounts(
                total(totals, DecodeFunction.READ),
                total(totals, DecodeFunction.REJECTED) + total(totals, LateFunction.LATE),
                total(totals, TrainFunction.LEARNED),
                total(totals, TrainFunction.REFUSED_ROWS),
                total(totals, TrainFunction.REFUSED_BATCHES),
                total(totals, TrainFunction.SNAPSHOTS),
                total(totals, RejectFunction.OVER_RATE) + total(totals, RejectFunction.LOST));
    }

    private static long total(Map<String, Object> totals, String name) {
        return totals.get(name) instanceof Long count ? count : 0;
    }
}
