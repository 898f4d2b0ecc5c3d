package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of what travels between operators. */
public final class StreamTypes {
    /** Records as they were read. */
    public static final TypeInformation<RawRecord> RAW_RECORD =
            new CodedType<>(RawRecord.class, new RawRecordSerializer());

    /** Records to be written. */
    public static final TypeInformation<OutgoingRecord> OUTGOING_RECORD =
            new CodedType<>(OutgoingRecord.class, new OutgoingRecordSerializer());

    /** Decoded rows. */
    public static final TypeInformation<Example> EXAMPLE = new CodedType<>(Example.class, new ExampleSerializer());

    /** Batches. */
    public static final TypeInformation<MiniBatch> MINI_BATCH =
            new CodedType<>(MiniBatch.class, new MiniBatchSerializer());

    private StreamTypes() {}
}
