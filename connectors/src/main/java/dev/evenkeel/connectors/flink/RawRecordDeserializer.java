package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands on records as they are; decoding them, which may fail, comes after. */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<RawRecord> out) {
        out.collect(RawRecord.of(read));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return StreamTypes.RAW_RECORD;
    }
}
