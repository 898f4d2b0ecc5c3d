package dev.evenkeel.connectors.kafka;

/** The headers of a rejected record: those of Kafka Connect's dead-letter queue, and ours. Values are UTF-8 text. */
public final class RejectHeaders {
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

    private RejectHeaders() {}
}
