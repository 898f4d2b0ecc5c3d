package dev.evenkeel.connectors.format;

/** Chooses the plan for a row. Not thread-safe. */
interface AvroPlans {
    /** The plan for the row that {@code in} stands at the beginning of; it is moved to the record behind the prefix, if any. */
    AvroPlan next(AvroBytes in) throws DecodeException;
}
