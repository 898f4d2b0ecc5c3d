/**
 * What becomes of rejects on their way out: how many are kept, what is taken out of them, and what a topic that cannot be
 * written means. Who rejects, and why, is not decided here.
 */
package dev.evenkeel.job.rejects;
