package dev.evenkeel.connectors.format;

/** Takes the named values of a row. */
public interface FieldVisitor {
    /** A value as text; the array is valid during the call only. */
    void value(String column, byte[] bytes, int from, int to) throws DecodeException;

    /** A value that is there and says that it is missing (JSON's null). */
    void missing(String column) throws DecodeException;

    /** A value with values inside (JSON's objects and arrays). */
    void nested(String column) throws DecodeException;
}
