package dev.evenkeel.connectors.kafka;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
        Optional<String> topic = HeaderField.last(headers, RejectHeaders.TOPIC);
        Optional<String> partition = HeaderField.last(headers, RejectHeaders.PARTITION);
        Optional<String> offset = HeaderField.last(headers, RejectHeaders.OFFSET);
        if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
            return Optional.empty();
        }
        try {
            requireKnown(headers);
            return Optional.of(new RejectedRecord(
                    topic.get(),
                    Integer.parseInt(partition.get()),
                    Long.parseLong(offset.get()),
                    HeaderField.last(headers, RejectHeaders.STAGE).orElse(""),
                    HeaderField.last(headers, RejectHeaders.EXCEPTION_MESSAGE).orElse(""),
                    headers));
        } catch (NumberFormatException e) {
            return Optional.empty(); // somebody else's dead letter
        }
    }

    /** A layout without a number is that of version 1, from before rejects had one. */
    private static void requireKnown(List<HeaderField> headers) {
        Optional<String> format = HeaderField.last(headers, RejectHeaders.FORMAT);
        if (format.isPresent() && Integer.parseInt(format.get()) > RejectHeaders.FORMAT_VERSION) {
            throw new IllegalArgumentException("rejects of a newer layout: " + RejectHeaders.FORMAT + "=" + format.get()
                    + ", expected<=" + RejectHeaders.FORMAT_VERSION);
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
        return HeaderField.last(headers, RejectHeaders.VALUE).orElse("");
    }

    private boolean has(String header) {
        return HeaderField.last(headers, header).isPresent();
    }

    /** The reject's own headers: the last of each name. */
    public List<HeaderField> own() {
        List<HeaderField> own = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = headers.size() - 1; i >= 0; i--) {
            HeaderField header = headers.get(i);
            if (RejectHeaders.OWN.contains(header.name()) && seen.add(header.name())) {
                own.add(0, header);
            }
        }
        return own;
    }

    /** The headers that the original came with. */
    public List<HeaderField> originals() {
        List<HeaderField> rest = new ArrayList<>(headers);
        for (HeaderField own : own()) {
            rest.remove(rest.lastIndexOf(own));
        }
        return List.copyOf(rest);
    }
}
