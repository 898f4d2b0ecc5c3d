package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneKeysTest {
    @ParameterizedTest
    @CsvSource({"1,128", "2,128", "4,128", "12,132", "64,128", "128,128", "5,32765"})
    void lanesSpreadEvenlyOverEveryParallelismThatDividesThem(int lanes, int maxParallelism) {
        int[] keys = LaneKeys.of(lanes, maxParallelism);

        assertThat(Arrays.stream(keys).distinct().count()).isEqualTo(lanes);
        for (int parallelism = 1; parallelism <= lanes; parallelism++) {
            if (lanes % parallelism != 0) {
                continue;
            }
            int[] counts = new int[parallelism];
            for (int key : keys) {
                counts[KeyGroupRangeAssignment.assignKeyToParallelOperator(key, maxParallelism, parallelism)]++;
            }
            assertThat(counts).as("parallelism %d", parallelism).containsOnly(lanes / parallelism);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,128", "3,128", "129,128"})
    void refusesLanesThatDoNotDivideTheMaximumParallelism(int lanes, int maxParallelism) {
        assertThatThrownBy(() -> LaneKeys.of(lanes, maxParallelism))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "must divide the maximum parallelism: lanes=" + lanes + ", max-parallelism=" + maxParallelism);
    }
}
