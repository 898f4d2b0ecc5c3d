/** A pipeline's specification as Flink needs it: configuration, and text that functions can carry. */
package dev.evenkeel.job.settings;
