/**
 * Topics without Flink: checks before a start, publishing rows, reading records, snapshots and rejects as records. Nothing here
 * knows what a row or a snapshot holds.
 */
package dev.evenkeel.connectors.kafka;
