/** What happens before a job runs: checks of its surroundings, where it resumes from, and its entry point on a cluster. */
package dev.evenkeel.job.start;
