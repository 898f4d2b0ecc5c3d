package dev.evenkeel.model.stability;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How often each guard has acted, by name. Not thread-safe. */
public final class GuardCounts {
    /** Rows quarantined by the input guard. */
    public static final String QUARANTINED = "input.quarantined";
    /** Numbers that the input guard has bounded. */
    public static final String BOUNDED = "input.bounded";
    /** Columns whose unit the input guard has found changed. */
    public static final String UNIT_CHANGES = "input.unit-changes";
    /** Rows whose derivative of the loss was bounded. */
    public static final String LOSS_GRADIENT = "loss-gradient";
    /** Steps whose gradient was divided by its norm, or whose layers' were by theirs. */
    public static final String NORMALIZE = "normalize";
    /** Units whose gradient was clipped by adaptive gradient clipping. */
    public static final String AGC = "clip.agc";
    /** Steps whose gradient was clipped by its norm's deviation. */
    public static final String ZCLIP = "clip.zclip";
    /** Layers whose update was brought to the pace of the others. */
    public static final String TRUST_RATIO = "trust-ratio";
    /** Layers whose update was bounded. */
    public static final String UPDATE = "update.clip";
    /** Steps whose update was bounded by the loss it promised to take away. */
    public static final String OVERSHOOT = "update.overshoot";

    private final Map<String, Long> counts = new TreeMap<>();

    /** Adds to what a guard of that name has counted. */
    public void add(String guard, long count) {
        counts.merge(guard, count, Long::sum);
    }

    /** By name, in their alphabetical order; a live view. */
    public Map<String, Long> asMap() {
        return Collections.unmodifiableMap(counts);
    }
}
