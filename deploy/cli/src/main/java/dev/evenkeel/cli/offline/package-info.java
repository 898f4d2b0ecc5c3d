/**
 * Files as streams, in this process, without Kafka and Flink: evaluation and prediction. What commands and tests drive; nothing
 * of options, nothing that prints.
 */
package dev.evenkeel.cli.offline;
