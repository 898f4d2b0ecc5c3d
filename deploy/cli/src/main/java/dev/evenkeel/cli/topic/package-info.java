/** What commands do with a pipeline's topics, without Flink: publish rows, pick snapshots. Nothing of options, nothing that prints. */
package dev.evenkeel.cli.topic;
