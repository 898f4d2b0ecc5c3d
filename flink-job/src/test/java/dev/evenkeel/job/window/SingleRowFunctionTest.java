package dev.evenkeel.job.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import org.junit.jupiter.api.Test;

class SingleRowFunctionTest {
    @Test
    void makesABatchOfTheRowForTheLane() {
        LaneBatch batch = new SingleRowFunction(5).map(new Example(2).label(1).origin(3, 8));

        assertThat(batch.lane()).isEqualTo(5);
        assertThat(batch.batch().offsets()).containsExactly(8);
        assertThat(batch.batch().partitions()).containsExactly(3);
        assertThat(batch.batch().labels()).containsExactly(1);
    }
}
