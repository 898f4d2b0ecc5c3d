package dev.evenkeel.connectors.kafka;

import java.util.Set;

/** The headers of a rejected record: those of Kafka Connect's dead-letter queue, and ours. Values are UTF-8 text. */
public final class RejectHeaders {
    /** The version of this layout; rejects without it are of version 1. */
    public static final String FORMAT = "evenkeel.format";

    /** The layout that is written, and the newest that is read. */
    public static final int FORMAT_VERSION = 1;

    /** The topic the record was read from. */
    public static final String TOPIC = "__connect.errors.topic";

    /** The partition it was read from. */
    public static final String PARTITION = "__connect.errors.partition";

    /** Its offset there. */
    public static final String OFFSET = "__connect.errors.offset";

    /** Where in the job it was refused. */
    public static final String STAGE = "__connect.errors.stage";

    /** The exception that says why. */
    public static final String EXCEPTION_CLASS = "__connect.errors.exception.class.name";

    /** Why. */
    public static final String EXCEPTION_MESSAGE = "__connect.errors.exception.message";

    /** Present when the value was cut to fit the topic: the original's length in bytes. */
    public static final String TRUNCATED_FROM = "evenkeel.truncated.from.bytes";

    /** Present when the original's headers, or its key too, did not fit: what was left out. */
    public static final String LEFT_OUT = "evenkeel.left.out";

    /** Present when the value is not the original's: {@link #DECODED} or {@link #HASHED}. */
    public static final String VALUE = "evenkeel.value";

    /** Of {@link #VALUE}: the row as it was decoded; key and headers of the original are missing. */
    public static final String DECODED = "decoded";

    /** Of {@link #VALUE}: hashes stand for key, value and headers. */
    public static final String HASHED = "hashed";

    /** In the topic of examples: how often this row has been replayed from the rejects. */
    public static final String REPLAYED = "evenkeel.replayed";

    /** In the topic of examples: the reject a row was replayed from, as {@code topic/partition/offset}. */
    public static final String REPLAYED_FROM = "evenkeel.replayed.from";

    /** What a reject has of its own; all other headers are the original's. */
    static final Set<String> OWN = Set.of(
            FORMAT,
            TOPIC,
            PARTITION,
            OFFSET,
            STAGE,
            EXCEPTION_CLASS,
            EXCEPTION_MESSAGE,
            TRUNCATED_FROM,
            LEFT_OUT,
            VALUE);

    private RejectHeaders() {}
}
