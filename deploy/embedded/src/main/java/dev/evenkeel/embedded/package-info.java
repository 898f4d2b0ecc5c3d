/**
 * A real Kafka broker and a real Flink in this process, for trying things out and for tests. Starting and stopping
 * only: no topics, no jobs, nothing of ours, and no logging configuration.
 */
package dev.evenkeel.embedded;
