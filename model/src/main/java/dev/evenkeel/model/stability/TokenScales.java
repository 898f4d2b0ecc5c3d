package dev.evenkeel.model.stability;

import dev.evenkeel.model.parameter.NamedTensors;

/**
 * How large the values of tokens usually are: a table of {@value #SLOTS} magnitudes, in which features with equal hashes share one, the
 * larger one's. Zeros say nothing.
 *
 * <p>A value is <b>absurd</b> beyond F times its feature's magnitude, or, where that is not known yet, beyond 2^30 times the largest that has
 * come twice, or 1. A magnitude follows larger values, to at most its double with one of them, and by 2^(1/{@value #HITS}) with an absurd
 * one: so two thousand of these do not make 1e30 usual, and a change of units by a thousand is usual after some 220. It forgets by
 * 1/{@value #MEMORY} with each value below its half. Not thread-safe.
 */
final class TokenScales {
    private static final String PATH = "normalizer/input-guard/tokens";
    private static final int BITS = 12;
    private static final int SLOTS = 1 << BITS;
    private static final int HITS = 64;
    private static final int MEMORY = 8192;
    private static final float UNLIKELY = 1 << 30;
    private static final float RISE = (float) Math.pow(2, 1.0 / HITS);
    private static final float FALL = 1 - 1f / MEMORY;
    private static final int GOLDEN = 0x9E3779B9;

    private final float absurd;
    /** 0 where nothing is known. */
    private final float[] usual = new float[SLOTS];

    private float largest = 1;
    private boolean seen;

    /** Scales of no tokens yet; F infinite to find nothing absurd but what is not finite. */
    TokenScales(double absurd) {
        this.absurd = (float) Math.min(absurd, Float.MAX_VALUE);
    }

    private static int slot(int field, int token) {
        return ((token + field) * GOLDEN) >>> (Integer.SIZE - BITS);
    }

    /** The largest magnitude that is not absurd. */
    float limit(int field, int token) {
        float scale = usual[slot(field, token)];
        float limit = scale == 0 ? UNLIKELY * largest : absurd * scale;
        return Math.min(limit, Float.MAX_VALUE);
    }

    /** Takes a value that is finite. */
    void add(int field, int token, float value) {
        float magnitude = Math.abs(value);
        int slot = slot(field, token);
        float scale = usual[slot];
        if ((magnitude <= scale && magnitude >= scale / 2) || magnitude == 0) {
            largest = Math.max(largest, magnitude);
            return;
        }
        seen = true;
        if (scale == 0) {
            usual[slot] = Math.max(Float.MIN_NORMAL, Math.min(magnitude, UNLIKELY * largest));
        } else if (magnitude > absurd * scale) {
            usual[slot] = RISE * scale;
        } else if (magnitude > scale) {
            usual[slot] = Math.min(magnitude, 2 * scale);
        } else {
            usual[slot] = Math.max(Float.MIN_NORMAL, FALL * scale);
        }
    }

    /** Knows what others know. */
    void take(TokenScales from) {
        System.arraycopy(from.usual, 0, usual, 0, SLOTS);
        largest = from.largest;
        seen = from.seen;
    }

    /** Puts the state, if there have been tokens. */
    void save(NamedTensors into) {
        if (seen) {
            into.put(PATH, usual.clone(), SLOTS);
            into.put(PATH + "-largest", new float[] {largest}, 1);
        }
    }

    /** Takes what {@link #save} has put; without it, nothing is known yet. */
    void load(NamedTensors from) {
        if (from.contains(PATH)) {
            System.arraycopy(from.floats(PATH, SLOTS), 0, usual, 0, SLOTS);
            largest = from.floats(PATH + "-largest", 1)[0];
            seen = true;
        }
    }
}
