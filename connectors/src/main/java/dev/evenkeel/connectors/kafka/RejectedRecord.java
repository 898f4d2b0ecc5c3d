package dev.evenkeel.connectors.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of a record of the rejects topic say.
 *
 * @param topic the topic of the original
 * @param partition its partition there
 * @param offset its offset there
 * @param stage where in the job it was refused
 * @param message why
 * @param headers all headers of the record, the original's first
 */
public record RejectedRecord(
        String topic, int partition, long offset, String stage, String message, List<HeaderField> headers) {
    /** The column at fault in messages of both kinds: {@code rule: …: column=name, …} and {@code rule: name=value, …}. */
    private static final List<Pattern> COLUMN =
            List.of(Pattern.compile("\\bcolumn=([^,]*)"), Pattern.compile(": ([^=:,]+)="));

    /** Copies the list. */
    public RejectedRecord {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(message, "message");
        headers = List.copyOf(headers);
    }

    /**
     * What these headers say; empty when they are not those of a reject.
     *
     * @throws IllegalArgumentException when they are of a newer layout, whose meaning cannot be known
     */
    public static Optional<RejectedRecord> of(List<HeaderField> headers) {
        return of(headers, "");
    }

    /**
     * What the headers of a record say; empty when they are not those of a reject.
     *
     * @throws IllegalArgumentException when they are of a newer layout; says which record it is
     */
    public static Optional<RejectedRecord> of(RawRecord read) {
        return of(read.headers(), ", record=" + read.topic() + "/" + read.partition() + "/" + read.offset());
    }

    private static Optional<RejectedRecord> of(List<HeaderField> headers, String where) {
        List<HeaderField> own = headers.subList(ownFrom(headers), headers.size());
        Optional<String> topic = HeaderField.last(own, RejectHeaders.TOPIC);
        Optional<String> partition = HeaderField.last(own, RejectHeaders.PARTITION);
        Optional<String> offset = HeaderField.last(own, RejectHeaders.OFFSET);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        try {
            requireKnown(own, where);
            return Optional.of(new RejectedRecord(
                    topic.get(),
                    Integer.parseInt(partition.get()),
                    Long.parseLong(offset.get()),
                    HeaderField.last(own, RejectHeaders.STAGE).orElse(""),
                    HeaderField.last(own, RejectHeaders.EXCEPTION_MESSAGE).orElse(""),
                    headers));
        } catch (NumberFormatException e) {
            return Optional.empty(); // somebody else's dead letter
        }
    }

    /**
     * Where a reject's own headers begin. They come last, the topic first of them or after the number of the layout: what stands before
     * came with the original, whose producer may have written anything.
     */
    private static int ownFrom(List<HeaderField> headers) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(RejectHeaders.TOPIC)) {
                boolean numbered = i > 0 && headers.get(i - 1).name().equals(RejectHeaders.FORMAT);
                return numbered ? i - 1 : i;
            }
        }
        return headers.size();
    }

    /** A layout without a number is that of version 1, from before rejects had one. */
    private static void requireKnown(List<HeaderField> headers, String where) {
        Optional<String> format = HeaderField.last(headers, RejectHeaders.FORMAT);
        if (format.isPresent() && Integer.parseInt(format.get()) > RejectHeaders.FORMAT_VERSION) {
            throw new IllegalArgumentException("rejects of a newer layout: " + RejectHeaders.FORMAT + "=" + format.get()
                    + ", expected<=" + RejectHeaders.FORMAT_VERSION + where
                    + "; a newer Evenkeel wrote them: use its version, which reads the older ones as well");
        }
    }

    /** The message's rule, which repeats from row to row: {@code not a number}. */
    public String reason() {
        return reason(message);
    }

    static String reason(String message) {
        int end = message.indexOf(": ");
        return end < 0 ? message : message.substring(0, end);
    }

    /** The column, or the part of the row, at fault; empty where the message names none. */
    public String column() {
        return COLUMN.stream()
                .map(pattern -> pattern.matcher(message))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    /** Whether hashes stand for the original's key, value and headers. */
    public boolean hashed() {
        return value().equals(RejectHeaders.HASHED);
    }

    /** Whether the record holds the row as it was decoded. */
    public boolean decoded() {
        return value().equals(RejectHeaders.DECODED);
    }

    /** Whether the record holds the original's key, value and headers, complete. */
    public boolean whole() {
        return value().isEmpty() && !has(RejectHeaders.TRUNCATED_FROM) && !has(RejectHeaders.LEFT_OUT);
    }

    private String value() {
        return HeaderField.last(own(), RejectHeaders.VALUE).orElse("");
    }

    private boolean has(String header) {
        return HeaderField.last(own(), header).isPresent();
    }

    /** The reject's own headers. */
    public List<HeaderField> own() {
        return headers.subList(ownFrom(headers), headers.size()).stream()
                .filter(header -> RejectHeaders.OWN.contains(header.name()))
                .toList();
    }

    /** The headers that the original came with. */
    public List<HeaderField> originals() {
        int own = ownFrom(headers);
        List<HeaderField> originals = new ArrayList<>(headers.subList(0, own));
        headers.subList(own, headers.size()).stream()
                .filter(header -> !RejectHeaders.OWN.contains(header.name()))
                .forEach(originals::add);
        return List.copyOf(originals);
    }
}
