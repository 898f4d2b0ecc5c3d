package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;

/** What is done with one value of an Avro record: it is read into the example, or passed over. Not thread-safe. */
interface AvroStep {
    /** A value that takes no bytes. */
    AvroStep NOTHING = (in, into) -> {};

    /** Reads on behind the value. */
    void read(AvroBytes in, Example into) throws DecodeException;
}
