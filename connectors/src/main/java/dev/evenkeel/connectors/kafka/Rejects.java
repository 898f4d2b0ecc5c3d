package dev.evenkeel.connectors.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the record that goes to the rejects topic: the original's key, value, headers and time, with {@link RejectHeaders} added.
 * What does not fit is cut, and a header says so, so that a reject never fails for its size.
 *
 * @param maxBytes what the topic takes ({@code max.message.bytes}), at least {@value #LEAST_BYTES}
 */
public record Rejects(int maxBytes) {
    /** The smallest topic limit under which the headers that say why still fit. */
    public static final int LEAST_BYTES = 16 << 10;

    /** What a batch and a record take besides key, value and headers, with some room. */
    private static final int FRAME_BYTES = 1 << 10;

    private static final int MAX_TEXT = 1_000;

    /** Refuses a limit too small to say anything. */
    public Rejects {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("must be at least " + LEAST_BYTES + ": max.message.bytes=" + maxBytes);
        }
    }

    /**
     * The record for the rejects topic.
     *
     * @param stage where in the job it was refused
     * @param why its message becomes a header, at most 1,000 characters of it
     */
    public OutgoingRecord reject(RawRecord original, String stage, Exception why) {
        return fitted(original, reasons(original, stage, why));
    }

    /** The same for a row whose original is gone: the value of {@code stand} is the row as it was decoded. */
    public OutgoingRecord rejectDecoded(RawRecord stand, String stage, Exception why) {
        List<HeaderField> added = reasons(stand, stage, why);
        added.add(HeaderField.text(RejectHeaders.VALUE, RejectHeaders.DECODED));
        return fitted(stand, added);
    }

    /** The reject of a decoded row with its original in the row's place: key, value, headers and time as they came. */
    public OutgoingRecord restore(RejectedRecord reject, RawRecord original) {
        List<HeaderField> added = new ArrayList<>(reject.own());
        added.removeIf(h -> h.name().equals(RejectHeaders.VALUE) || h.name().equals(RejectHeaders.TRUNCATED_FROM));
        return fitted(original, added);
    }

    private OutgoingRecord fitted(RawRecord original, List<HeaderField> added) {
        List<HeaderField> headers = new ArrayList<>(original.headers());
        byte[] key = original.key();
        int room = maxBytes - FRAME_BYTES - size(added);
        if (length(key) + size(headers) > room) {
            headers.clear();
            boolean keyFits = length(key) <= room;
            added.add(HeaderField.text(RejectHeaders.LEFT_OUT, keyFits ? "headers" : "headers and key"));
            key = keyFits ? key : null;
        }
        room -= length(key) + size(headers);
        byte[] value = original.value();
        if (length(value) > room) {
            added.add(HeaderField.text(RejectHeaders.TRUNCATED_FROM, Integer.toString(value.length)));
            value = Arrays.copyOf(value, room);
        }
        headers.addAll(added);
        return new OutgoingRecord(key, value, headers, original.timeMs());
    }

    private static List<HeaderField> reasons(RawRecord original, String stage, Exception why) {
        List<HeaderField> headers = new ArrayList<>();
        headers.add(HeaderField.text(RejectHeaders.FORMAT, Integer.toString(RejectHeaders.FORMAT_VERSION)));
        headers.add(HeaderField.text(RejectHeaders.TOPIC, original.topic()));
        headers.add(HeaderField.text(RejectHeaders.PARTITION, Integer.toString(original.partition())));
        headers.add(HeaderField.text(RejectHeaders.OFFSET, Long.toString(original.offset())));
        headers.add(HeaderField.text(RejectHeaders.STAGE, stage));
        headers.add(
                HeaderField.text(RejectHeaders.EXCEPTION_CLASS, why.getClass().getName()));
        String message = String.valueOf(why.getMessage());
        headers.add(HeaderField.text(
                RejectHeaders.EXCEPTION_MESSAGE,
                message.length() > MAX_TEXT ? message.substring(0, MAX_TEXT) + "…" : message));
        return headers;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static int size(List<HeaderField> headers) {
        return headers.stream().mapToInt(HeaderField::sizeBytes).sum();
    }
}
