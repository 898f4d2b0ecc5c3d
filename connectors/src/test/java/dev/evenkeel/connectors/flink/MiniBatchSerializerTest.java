package dev.evenkeel.connectors.flink;

import dev.evenkeel.model.data.MiniBatch;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

class MiniBatchSerializerTest extends VersionedSerializerContract<MiniBatch> {
    @Override
    TypeInformation<MiniBatch> type() {
        return StreamTypes.MINI_BATCH;
    }

    @Override
    List<MiniBatch> values() {
        MiniBatch.Builder rows = new MiniBatch.Builder(2, 1);
        rows.add(ExampleSerializerTest.example());
        rows.add(ExampleSerializerTest.example().label(0));
        return List.of(rows.build(), new MiniBatch.Builder(3, 1).build());
    }

    @Override
    Object content(MiniBatch b) {
        return List.of(
                b.rows(),
                b.width(),
                Arrays.toString(b.numeric()),
                Arrays.toString(b.tokenOffsets()),
                Arrays.toString(b.tokens()),
                Arrays.toString(b.tokenValues()),
                Arrays.toString(b.tokenFields()),
                Arrays.toString(b.labels()),
                Arrays.toString(b.weights()),
                Arrays.toString(b.offsets()) + Arrays.toString(b.timesMs()) + Arrays.toString(b.partitions()));
    }
}
