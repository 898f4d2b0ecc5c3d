/**
 * The contract of learning and its two implementations, linear and network, and the prequential loop that drives them. Nothing
 * of Flink, Kafka or files.
 */
package dev.evenkeel.model.learner;
