/**
 * The pipeline file: reading it, what it says as typed records, and explaining it. Start at
 * {@link dev.evenkeel.config.PipelineFile}. No Flink, no Kafka, no learning.
 */
package dev.evenkeel.config;
