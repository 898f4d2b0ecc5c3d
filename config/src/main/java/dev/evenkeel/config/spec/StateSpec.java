package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;

/**
 * State of the job.
 *
 * @param backend where it lives
 */
public record StateSpec(
        @Key(about = "Where the job's state lives.", orElse = "heap")
        Backend backend) {}
