/**
 * The streaming job: from a pipeline's specification to a Flink graph, and its entry point on a cluster. What learns is in the
 * model, what reads and writes is in the connectors.
 */
package dev.evenkeel.job;
