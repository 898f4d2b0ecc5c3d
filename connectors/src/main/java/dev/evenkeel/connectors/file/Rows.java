package dev.evenkeel.connectors.file;

import java.io.Closeable;
import java.io.IOException;

/** Rows one after the other, as ranges of a buffer that is used again. Not thread-safe. */
interface Rows extends Closeable {
    /** Moves to the next row; false at the end. */
    boolean next() throws IOException;

    /** The array that holds the row until the next one. */
    byte[] bytes();

    /** Where the row starts. */
    int from();

    /** Where the row ends, exclusive. */
    int to();

    /** The number from 1 of the line, or of the record where there are no lines. */
    long line();
}
