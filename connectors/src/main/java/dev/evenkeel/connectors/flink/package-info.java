/**
 * Kafka and files as Flink sees them: sources, sinks, and the types of what travels between operators. The only package here that
 * knows Flink.
 */
package dev.evenkeel.connectors.flink;
