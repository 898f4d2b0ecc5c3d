package dev.evenkeel.connectors.flink;

import dev.evenkeel.model.data.Example;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

class ExampleSerializerTest extends VersionedSerializerContract<Example> {
    @Override
    TypeInformation<Example> type() {
        return StreamTypes.EXAMPLE;
    }

    @Override
    List<Example> values() {
        return List.of(new Example(0), example());
    }

    static Example example() {
        Example example = new Example(2).label(1).weight(0.5f).timeMs(-7).origin(3, 1L << 40);
        example.numeric()[1] = 2.5f;
        example.addToken(1, -5, 1);
        example.addToken(0, 7, -0.25f);
        return example;
    }

    @Override
    Object content(Example e) {
        int tokens = e.tokenCount();
        return List.of(
                Arrays.toString(e.numeric()),
                Arrays.toString(Arrays.copyOf(e.tokens(), tokens)),
                Arrays.toString(Arrays.copyOf(e.tokenValues(), tokens)),
                Arrays.toString(Arrays.copyOf(e.tokenFields(), tokens)),
                e.label(),
                e.weight(),
                e.timeMs(),
                e.partition(),
                e.offset());
    }
}
