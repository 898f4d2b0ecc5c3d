package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** What the formats of text share: limits, line ends, UTF-8's byte order mark, empty rows. */
abstract class RowDecoder implements Decoder {
    @Override
    public final void decode(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int end = Text.withoutLineEnd(bytes, from, to);
        if (end - from > MAX_ROW_BYTES) {
            throw new DecodeException("too long", "bytes", Integer.toString(end - from), "at most " + MAX_ROW_BYTES);
        }
        int start = Text.withoutByteOrderMark(bytes, from, end);
        if (Text.trimStart(bytes, start, end) == end) {
            throw DecodeException.emptyRecord();
        }
        into.clear();
        decodeRow(bytes, start, end, into);
    }

    /** Decodes a row that is not blank, has no line end and is not too long, into a cleared example. */
    abstract void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException;
}
