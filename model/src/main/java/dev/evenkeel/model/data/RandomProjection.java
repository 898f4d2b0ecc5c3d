package dev.evenkeel.model.data;

/**
 * A sparse random projection that needs no table: y = Σ x·r(feature), where r(feature) has a few entries ±1/√c at places and with
 * signs that are hashes of the feature's hash. Any feature that ever comes has its column of the matrix.
 *
 * <p>E‖y‖² = ‖x‖², so distances are kept in expectation; their relative variance is at most 2/dimensions (Johnson, Lindenstrauss
 * 1984). Very sparse signs are those of Li, Hastie, Church (KDD 2006, doi:10.1145/1150402.1150436); here each column has exactly
 * c = min(8, dimensions) of them, one in each of c blocks, which bounds the variance for rows of few features, too (Kane, Nelson,
 * doi:10.1145/2559902, section 1.1, block construction). Stateless and thread-safe.
 */
public final class RandomProjection {
    private static final int ENTRIES = 8;

    private final int dimensions;
    private final int entries;
    private final float entry;
    private final long key;

    /**
     * A projection.
     *
     * @param dimensions numbers that come out, &gt;= 1
     * @param key other keys give independent projections
     */
    public RandomProjection(int dimensions, long key) {
        this.dimensions = dimensions;
        this.key = key;
        entries = Math.min(ENTRIES, dimensions);
        entry = (float) (1 / Math.sqrt(entries));
    }

    /**
     * Adds a feature's share.
     *
     * @param hash the feature's full 32-bit hash
     * @param into receives it from {@code at} on
     */
    public void add(int hash, float value, float[] into, int at) {
        long random = mix(key ^ hash);
        for (int block = 0; block < entries; block++) {
            int first = dimensions * block / entries;
            int size = dimensions * (block + 1) / entries - first;
            random = mix(random + 0x9e3779b97f4a7c15L);
            int place = first + (int) (((random >>> 33) * size) >>> 31);
            into[at + place] += (random & 1) == 0 ? entry * value : -entry * value;
        }
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195). */
    private static long mix(long x) {
        long a = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
