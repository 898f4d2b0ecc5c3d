/** How rows become mini-batches: triggers and the function that builds a batch. Flink's own windows hold the rows. */
package dev.evenkeel.job.window;
