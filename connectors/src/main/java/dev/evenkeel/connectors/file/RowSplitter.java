package dev.evenkeel.connectors.file;

import dev.evenkeel.connectors.format.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Splits a stream into rows within a buffer that grows to the longest row allowed. Not thread-safe. */
final class RowSplitter implements Rows {
    private static final int CHUNK = 1 << 16;

    /** Where in a row the next byte stands; quotes count only where they open a cell. */
    private enum Place {
        CELL_START,
        CELL,
        QUOTED,
        AFTER_QUOTE
    }

    private final InputStream in;
    private final int quote;
    private final byte delimiter;
    private byte[] buffer = new byte[CHUNK];
    private int limit;
    private int next;
    private int from;
    private int to;
    private long nextLine = 1;
    private long line;
    private boolean ended;
    private boolean skipLine;

    RowSplitter(InputStream in, int quote, int delimiter) throws IOException {
        this.in = in;
        this.quote = quote;
        this.delimiter = (byte) delimiter;
        skipByteOrderMark();
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < 3 && fill()) {
            // until three bytes are there
        }
        boolean mark = limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
        next = mark ? 3 : 0;
    }

    @Override
    public boolean next() throws IOException {
        if (skipLine) {
            skipRestOfLine();
        }
        from = next;
        line = nextLine;
        Place place = Place.CELL_START;
        for (int i = from; ; i++) {
            if (i - from > Decoder.MAX_ROW_BYTES) {
                next = i;
                to = i;
                skipLine = true;
                return true;
            }
            if (i == limit) {
                int scanned = i - from;
                if (!fill()) {
                    return last();
                }
                i = from + scanned;
            }
            byte b = buffer[i];
            if (b == '\n') {
                nextLine++;
                if (place != Place.QUOTED) {
                    next = i + 1;
                    to = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                    return true;
                }
            }
            place = after(place, b);
        }
    }

    private Place after(Place place, byte b) {
        if (place == Place.QUOTED) {
            return b == quote ? Place.AFTER_QUOTE : Place.QUOTED;
        }
        if (b == delimiter) {
            return Place.CELL_START;
        }
        return b == quote && place != Place.CELL ? Place.QUOTED : Place.CELL;
    }

    private boolean last() {
        next = limit;
        to = limit > from && buffer[limit - 1] == '\r' ? limit - 1 : limit;
        return limit > from;
    }

    private void skipRestOfLine() throws IOException {
        skipLine = false;
        from = next;
        while (true) {
            while (next < limit) {
                if (buffer[next++] == '\n') {
                    nextLine++;
                    return;
                }
            }
            from = next;
            if (!fill()) {
                return;
            }
            next = from;
        }
    }

    /** Moves what is unread to the front, makes room, and reads; {@link #from} moves along. False at the end. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int unread = limit - from;
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, unread);
        }
        from = 0;
        limit = unread;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        ended = read < 0;
        limit += Math.max(read, 0);
        return !ended;
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
