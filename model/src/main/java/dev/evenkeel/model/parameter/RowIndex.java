package dev.evenkeel.model.parameter;

import java.util.Arrays;

/**
 * Numbers keys 0, 1, 2 ... in the order they first come: an open-addressing hash map from int to position that knows its keys
 * by position. Grows; {@link #clear()} costs only what was in it. Not thread-safe.
 */
public final class RowIndex {
    /** What {@link #find} gives for a key that is not here. */
    public static final int ABSENT = -1;

    private static final int MULTIPLIER = 0x9e3779b9;

    private int[] keys;
    private int[] cells;
    private int size;

    /** An empty index with room for a few keys. */
    public RowIndex() {
        this(16);
    }

    private RowIndex(int capacity) {
        keys = new int[capacity];
        cells = new int[2 * capacity];
        Arrays.fill(cells, ABSENT);
    }

    /** Keys held. */
    public int size() {
        return size;
    }

    /** The key at a position. */
    public int key(int position) {
        return keys[position];
    }

    /** The keys by position; a copy. */
    public int[] keys() {
        return Arrays.copyOf(keys, size);
    }

    /** The position of a key, or {@link #ABSENT}. */
    public int find(int key) {
        return cells[cell(key)];
    }

    /** The position of a key, which gets the next one when it is new. */
    public int add(int key) {
        int cell = cell(key);
        if (cells[cell] == ABSENT) {
            if (size == keys.length) {
                grow();
                cell = cell(key);
            }
            keys[size] = key;
            cells[cell] = size++;
        }
        return cells[cell];
    }

    /** Forgets all keys and keeps the memory. */
    public void clear() {
        // backwards, so that a key's probe sequence is whole while it is looked for
        while (size > 0) {
            cells[cell(keys[--size])] = ABSENT;
        }
    }

    /** An independent index of the same keys at the same positions. */
    public RowIndex copy() {
        RowIndex copy = new RowIndex(keys.length);
        copy.keys = keys.clone();
        copy.cells = cells.clone();
        copy.size = size;
        return copy;
    }

    private int cell(int key) {
        int mask = cells.length - 1;
        int hash = key * MULTIPLIER;
        int cell = (hash ^ (hash >>> 15)) & mask;
        while (cells[cell] != ABSENT && keys[cells[cell]] != key) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        cells = new int[4 * size];
        Arrays.fill(cells, ABSENT);
        for (int position = 0; position < size; position++) {
            cells[cell(keys[position])] = position;
        }
    }
}
