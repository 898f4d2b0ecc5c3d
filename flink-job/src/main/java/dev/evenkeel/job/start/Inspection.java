package dev.evenkeel.job.start;

import java.util.List;
import java.util.Map;

/**
 * What was found around a pipeline.
 *
 * @param partitions of each topic, 0 where it is missing; empty when no broker answers
 * @param findings what stands in the way, in lines; empty when nothing does
 * @param notes what does not, but should be known
 * @param configuration whether a setting is at fault, else the environment
 * @param rejectBytes what a reject may take
 */
public record Inspection(
        Map<String, Integer> partitions,
        List<String> findings,
        List<String> notes,
        boolean configuration,
        int rejectBytes) {}
