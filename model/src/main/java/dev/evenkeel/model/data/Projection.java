package dev.evenkeel.model.data;

/**
 * A map of a row's features to fewer numbers, which the model sees in their place.
 *
 * @param type how
 * @param dimensions numbers that come out, in [1, 4096]
 */
public record Projection(Type type, int dimensions) {
    /** Where nothing else is said. */
    public static final int DEFAULT_DIMENSIONS = 64;

    /** The kinds of projection. */
    public enum Type {
        /** Random signs at places that a feature's hash decides: all features, numbers and tokens, keep their distances. */
        SPARSE_RANDOM("sparse-random"),
        /** The directions of largest variance of the numbers, learned on the way. Tokens stay as they are. */
        ONLINE_PCA("online-pca");

        private final String key;

        Type(String key) {
            this.key = key;
        }

        /** The name users write and files hold. */
        public String key() {
            return key;
        }
    }

    /** Checks the range. */
    public Projection {
        if (dimensions < 1 || dimensions > 4096) {
            throw new IllegalArgumentException("must be in [1, 4096]: dimensions=" + dimensions);
        }
    }
}
