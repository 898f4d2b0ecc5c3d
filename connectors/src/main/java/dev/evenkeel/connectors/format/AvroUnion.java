package dev.evenkeel.connectors.format;

import dev.evenkeel.model.data.Example;
import java.util.List;

/** A value of one of several types, whose number comes first. */
final class AvroUnion implements AvroStep {
    private final AvroStep[] branches;
    private final String column;

    private AvroUnion(AvroStep[] branches, String column) {
        this.branches = branches;
        this.column = column;
    }

    static AvroStep of(List<AvroStep> branches, String column) {
        return new AvroUnion(branches.toArray(AvroStep[]::new), column);
    }

    @Override
    public void read(AvroBytes in, Example into) throws DecodeException {
        long branch = in.readLong(column);
        if (branch < 0 || branch >= branches.length) {
            throw new DecodeException(
                    "malformed Avro", column, "type " + branch, "one of " + branches.length + " types, from 0");
        }
        branches[(int) branch].read(in, into);
    }
}
