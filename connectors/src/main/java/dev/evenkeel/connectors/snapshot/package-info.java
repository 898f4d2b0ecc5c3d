/**
 * Published models as learners: reading one back, deltas applied, and following a topic for predictions from any JVM. No Flink, and
 * nothing of how snapshots travel, which is in {@code kafka}.
 */
package dev.evenkeel.connectors.snapshot;
