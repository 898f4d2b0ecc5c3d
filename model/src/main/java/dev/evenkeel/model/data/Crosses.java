package dev.evenkeel.model.data;

import java.util.List;

/**
 * Adds crosses of columns to a row: for columns A and B, a token for each pair of a token of A and a token of B, so that a linear
 * model can weigh the two together. Its hash is {@link FeatureHasher#hash} of the tokens' hashes, in the order of the cross, four
 * bytes each, low byte first, with the hash of the cross's name as seed; its value is the product of the values. Crossing text
 * columns gives as many tokens as the product of their words. Immutable and thread-safe.
 */
public final class Crosses {
    /** Field numbers of each cross. */
    private final int[][] fields;

    private final int[] seeds;
    /** The field number of the first cross. */
    private final int first;

    /** The crosses of that schema. */
    public Crosses(Schema schema) {
        List<String> columns = schema.tokenFields();
        List<List<String>> crosses = schema.crosses();
        first = columns.size() - crosses.size();
        fields = crosses.stream()
                .map(cross -> cross.stream().mapToInt(columns::indexOf).toArray())
                .toArray(int[][]::new);
        seeds = crosses.stream()
                .mapToInt(cross -> FeatureHasher.column(name(cross)))
                .toArray();
    }

    /** What a cross of columns is called: their names joined by {@code *}. */
    static String name(List<String> cross) {
        return String.join("*", cross);
    }

    /** Appends the tokens of all crosses to a row that has the tokens of its columns. */
    public void append(Example row) {
        int plain = row.tokenCount();
        for (int cross = 0; cross < fields.length; cross++) {
            append(row, plain, cross, new byte[4 * fields[cross].length], 0, 1);
        }
    }

    private void append(Example row, int plain, int cross, byte[] hashes, int depth, float value) {
        if (depth == fields[cross].length) {
            row.addToken(first + cross, FeatureHasher.hash(hashes, 0, hashes.length, seeds[cross]), value);
            return;
        }
        for (int t = 0; t < plain; t++) {
            if (row.tokenFields()[t] == fields[cross][depth]) {
                int hash = row.tokens()[t];
                for (int i = 0; i < 4; i++) {
                    hashes[4 * depth + i] = (byte) (hash >>> (8 * i));
                }
                append(row, plain, cross, hashes, depth + 1, value * row.tokenValues()[t]);
            }
        }
    }
}
