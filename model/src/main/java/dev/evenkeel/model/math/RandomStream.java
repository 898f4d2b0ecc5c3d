package dev.evenkeel.model.math;

/**
 * A counter-based stream of random numbers: the n-th number is a function of key and n alone, so the whole state is two longs.
 *
 * <p>The function is SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
 * doi:10.1145/2660193.2660195), so a stream with key s gives what {@code new SplittableRandom(s)} does. Streams split by name have
 * mixed keys. Reproducible on every platform. Not thread-safe.
 */
public final class RandomStream {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private final long key;
    private long counter;

    /** A stream at its beginning. */
    public RandomStream(long key) {
        this(key, 0);
    }

    /** A stream after {@code counter} draws. */
    public RandomStream(long key, long counter) {
        this.key = key;
        this.counter = counter;
    }

    /** What identifies the stream. */
    public long key() {
        return key;
    }

    /** Draws so far. */
    public long counter() {
        return counter;
    }

    /** A stream of its own for a purpose; this stream does not advance. */
    public RandomStream split(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return split(hash);
    }

    /** A stream of its own for a number; this stream does not advance. */
    public RandomStream split(long number) {
        return new RandomStream(mix(key ^ mix(number + GAMMA)));
    }

    /** 64 random bits. */
    public long nextLong() {
        counter++;
        return mix(key + counter * GAMMA);
    }

    /**
     * What the {@code ahead}-th {@link #nextLong} from here will give; this stream does not advance.
     *
     * @param ahead 1 for the next
     */
    public long peek(long ahead) {
        return mix(key + (counter + ahead) * GAMMA);
    }

    /** Advances by so many draws. */
    public void skip(long draws) {
        counter += draws;
    }

    /**
     * Uniform in {@code [0, bound)}, without bias (Lemire, arXiv 1805.10941, algorithm 5).
     *
     * @throws IllegalArgumentException when {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("must be > 0: bound=" + bound);
        }
        long product = (nextLong() >>> 32) * bound;
        long reject = (1L << 32) % bound;
        while ((product & 0xffffffffL) < reject) {
            product = (nextLong() >>> 32) * bound;
        }
        return (int) (product >>> 32);
    }

    /** Uniform in [0, 1), a multiple of 2⁻²⁴. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** Standard normal, by the cosine half of Box and Muller's transform: two draws each. */
    public float nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(((nextLong() >>> 11) + 1) * 0x1p-53));
        return (float) (radius * StrictMath.cos(2 * Math.PI * ((nextLong() >>> 11) * 0x1p-53)));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
