package dev.evenkeel.connectors.format;

/** A set of hashes that empties in no time. Not thread-safe. */
final class HashSet32 {
    private static final int SMALL = 1 << 10;
    private static final int KEPT = 1 << 16;

    private int[] hashes = new int[SMALL];
    /** The generation in which a slot was filled; other generations' slots are free. */
    private int[] generations = new int[SMALL];

    private int generation = 1;
    private int size;

    /** Forgets all; gives back the memory of an uncommonly large row. */
    void clear() {
        size = 0;
        generation++;
        if (hashes.length > KEPT || generation == Integer.MAX_VALUE) {
            reset(SMALL);
        }
    }

    /** Adds a hash; false when it was there. */
    boolean add(int hash) {
        if (2 * size >= hashes.length) {
            grow();
        }
        int mask = hashes.length - 1;
        int slot = hash & mask;
        while (generations[slot] == generation) {
            if (hashes[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        generations[slot] = generation;
        hashes[slot] = hash;
        size++;
        return true;
    }

    private void grow() {
        int[] oldHashes = hashes;
        int[] oldGenerations = generations;
        int oldGeneration = generation;
        reset(2 * oldHashes.length);
        size = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldGenerations[i] == oldGeneration) {
                add(oldHashes[i]);
            }
        }
    }

    private void reset(int capacity) {
        hashes = new int[capacity];
        generations = new int[capacity];
        generation = 1;
    }
}
