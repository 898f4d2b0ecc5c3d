package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** What all formats share: limits, line ends, empty rows. */
abstract class RowDecoder implements Decoder {
    @Override
    public final void decode(byte[] bytes, int from, int to, Example into) throws DecodeException {
        int end = Text.withoutLineEnd(bytes, from, to);
        if (end - from > MAX_ROW_BYTES) {
            throw new DecodeException("too long", "bytes", Integer.toString(end - from), "at most " + MAX_ROW_BYTES);
        }
        if (Text.trimStart(bytes, from, end) == end) {
            throw DecodeException.emptyRecord();
        }
        into.clear();
        decodeRow(bytes, from, end, into);
    }

    /** Decodes a row that is not blank, has no line end and is not too long, into a cleared example. */
    abstract void decodeRow(byte[] bytes, int from, int to, Example into) throws DecodeException;
}
