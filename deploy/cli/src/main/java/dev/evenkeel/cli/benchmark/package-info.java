/** What {@code benchmark} measures: streams through a real broker and a real Flink in this process. No figures of other machines. */
package dev.evenkeel.cli.benchmark;
