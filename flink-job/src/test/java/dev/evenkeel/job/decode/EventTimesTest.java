package dev.evenkeel.job.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.job.settings.PipelineText;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final byte[] ROW = new DriftingRows(1).csv(9);

    @Test
    void isTheRecordsOwnWhereTheSchemaNamesNone() {
        assertThat(time(TestPipelines.pipeline(), ROW)).isEqualTo(77);
    }

    @Test
    void isTheRowsWhereTheSchemaNamesItsColumn() {
        assertThat(time(timed(), ROW)).isEqualTo(DriftingRows.timeMs(9));
    }

    @Test
    void movesNoWatermarkForARowThatCannotBeDecoded() {
        assertThat(time(timed(), new byte[] {1, 2, 3})).isEqualTo(Long.MIN_VALUE);
        assertThat(time(timed(), null)).isEqualTo(Long.MIN_VALUE);
    }

    private static PipelineSpec timed() {
        return TestPipelines.pipeline("schema.time.field=time", "schema.time.format=epoch-ms");
    }

    private static long time(PipelineSpec spec, byte[] row) {
        TimestampAssigner<RawRecord> times = new EventTimes(new PipelineText(spec)).createTimestampAssigner(null);
        return times.extractTimestamp(new RawRecord("drift.examples", 0, 0, 77, null, row, List.of()), 77);
    }
}
