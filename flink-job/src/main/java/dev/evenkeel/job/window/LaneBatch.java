package dev.evenkeel.job.window;

import dev.evenkeel.model.data.MiniBatch;

/**
 * A mini-batch on its way to the trainer of its lane.
 *
 * @param lane the lane's key
 * @param batch the rows
 */
public record LaneBatch(int lane, MiniBatch batch) {}
