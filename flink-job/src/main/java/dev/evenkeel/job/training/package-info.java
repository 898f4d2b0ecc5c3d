/** The keyed trainer, its state, and what it publishes. */
package dev.evenkeel.job.training;
