package dev.evenkeel.connectors.format;

/**
 * What stands before the first bar of a Vowpal Wabbit row: {@code [label [importance [initial]]] [tag]}. A word that touches the
 * bar, or starts with an apostrophe and comes last, is the tag. Not thread-safe.
 */
final class VwLabel implements FieldReader {
    private static final int WORDS = 3;

    private final String column;
    private final int[] starts = new int[WORDS + 1];
    private final int[] ends = new int[WORDS + 1];
    private int words;
    private int bar;

    VwLabel(String column) {
        this.column = column;
    }

    /** Finds the parts of the row in {@code bytes[from, to)}. */
    void find(byte[] bytes, int from, int to) throws DecodeException {
        bar = Text.indexOf((byte) '|', bytes, from, to);
        if (bar == to) {
            throw DecodeException.of("no bar", "row", bytes, from, to, "label |features");
        }
        words = 0;
        int i = Text.trimStart(bytes, from, bar);
        while (i < bar) {
            int wordEnd = Text.wordEnd(bytes, i, bar);
            boolean tag = wordEnd == bar || (bytes[i] == '\'' && Text.trimStart(bytes, wordEnd, bar) == bar);
            if (!tag) {
                add(bytes, i, wordEnd);
            }
            i = Text.trimStart(bytes, wordEnd, bar);
        }
    }

    private void add(byte[] bytes, int from, int to) throws DecodeException {
        if (words == WORDS) {
            throw DecodeException.of("too many words", "label", bytes, from, to, "label [importance [initial]] [tag]|");
        }
        starts[words] = from;
        ends[words++] = to;
    }

    int words() {
        return words;
    }

    int start(int word) {
        return starts[word];
    }

    int end(int word) {
        return ends[word];
    }

    /** Where the first bar is. */
    int bar() {
        return bar;
    }

    @Override
    public void read(byte[] bytes, int from, int to, FieldVisitor visitor) throws DecodeException {
        find(bytes, from, Text.withoutLineEnd(bytes, from, to));
        if (words > 0) {
            visitor.value(column, bytes, starts[0], ends[0]);
        } else {
            visitor.missing(column);
        }
    }
}
