package dev.evenkeel.connectors.flink;

import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

class OutgoingRecordSerializerTest extends VersionedSerializerContract<OutgoingRecord> {
    @Override
    TypeInformation<OutgoingRecord> type() {
        return StreamTypes.OUTGOING_RECORD;
    }

    @Override
    List<OutgoingRecord> values() {
        return List.of(
                new OutgoingRecord(null, new byte[100_000], List.of(), Long.MAX_VALUE),
                new OutgoingRecord(new byte[] {1}, null, List.of(HeaderField.text("h", "v")), 7));
    }

    @Override
    Object content(OutgoingRecord value) {
        return value;
    }
}
