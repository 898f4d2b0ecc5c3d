package dev.evenkeel.connectors.flink;

import java.util.Map;

/**
 * What the control topic has said to readers so far.
 *
 * @param held whether they may not read
 * @param offsets of the next record of each partition
 */
record Standing(boolean held, Map<Integer, Long> offsets) {
    /** Copies the map. */
    Standing {
        offsets = Map.copyOf(offsets);
    }
}
