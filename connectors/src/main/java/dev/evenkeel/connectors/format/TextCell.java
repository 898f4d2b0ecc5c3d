package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.FeatureHasher;

/**
 * Words as tokens, each distinct one once. A word is a run of ASCII letters (lower-cased), digits, {@code $}, {@code !} and bytes
 * of other alphabets. Words of 2 to 20 bytes are taken whole; a longer run is cut every 20 bytes, as the regular expression
 * {@code [a-z0-9$!]{2,20}} would find it, and a single byte left over is no word.
 */
final class TextCell implements Cell {
    private static final int LONGEST = 20;
    private static final int SHORTEST = 2;

    private final String column;
    private final int field;
    private final int seed;
    private final Missing missing;
    private final HashSet32 seen = new HashSet32();
    private final byte[] word = new byte[LONGEST];

    TextCell(String column, int field, Missing missing) {
        this.column = column;
        this.field = field;
        this.missing = missing;
        seed = FeatureHasher.column(column);
    }

    @Override
    public void accept(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int start = Text.trimStart(bytes, from, to);
        if (missing.matches(bytes, start, Text.trimEnd(bytes, start, to))) {
            return;
        }
        Text.requireUtf8(column, bytes, from, to);
        seen.clear();
        int length = 0;
        for (int i = from; i < to; i++) {
            int letter = letter(bytes[i]);
            if (letter == 0 || length == LONGEST) {
                add(length, into);
                length = 0;
            }
            if (letter != 0) {
                word[length++] = (byte) letter;
            }
        }
        add(length, into);
    }

    private void add(int length, Example into) {
        if (length >= SHORTEST) {
            int hash = FeatureHasher.hash(word, 0, length, seed);
            if (seen.add(hash)) {
                into.addToken(field, hash, 1);
            }
        }
    }

    /** The byte as a word has it, or 0 when it ends a word. */
    private static int letter(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b + ('a' - 'A');
        }
        boolean part = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '$' || b == '!' || b < 0;
        return part ? b : 0;
    }

    @Override
    public void absent(Example into) {
        // no words
    }
}
