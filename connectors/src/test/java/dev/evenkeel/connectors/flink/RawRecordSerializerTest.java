package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.RawRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

class RawRecordSerializerTest extends VersionedSerializerContract<RawRecord> {
    @Override
    TypeInformation<RawRecord> type() {
        return StreamTypes.RAW_RECORD;
    }

    @Override
    List<RawRecord> values() {
        return List.of(
                new RawRecord("topic", 3, 1L << 40, -1, null, null, List.of()),
                new RawRecord(
                        "t",
                        0,
                        0,
                        5,
                        new byte[0],
                        new byte[] {1, 2},
                        List.of(new HeaderField("a", null), HeaderField.text("a", "é"))));
    }

    @Override
    Object content(RawRecord value) {
        return value;
    }
}
