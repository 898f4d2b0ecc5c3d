package dev.evenkeel.cli.offline;

import java.io.IOException;

/** Writes a line for each row of a file, in the file's order. */
interface PredictionWriter {
    /**
     * A prediction.
     *
     * @param row the row's number from 1
     * @param scores holds the row's scores from {@code at} on
     * @param label the row's own label, NaN when it has none
     */
    void prediction(long row, float[] scores, int at, float label) throws IOException;

    /** A row that is no example. */
    void rejected(long row, String reason) throws IOException;
}
