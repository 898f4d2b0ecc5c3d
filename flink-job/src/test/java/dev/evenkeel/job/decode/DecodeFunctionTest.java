package dev.evenkeel.job.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.connectors.kafka.HeaderField;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RejectHeaders;
import dev.evenkeel.job.DriftingRows;
import dev.evenkeel.job.TestPipelines;
import dev.evenkeel.model.data.Example;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeFunctionTest {
    private static final DriftingRows ROWS = new DriftingRows(1);

    @Test
    void decodesARowAndRemembersWhereAndWhenItWasRead() throws Exception {
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            Example example = decode.read(ROWS.csv(4)).decoded().get(0);

            assertThat(example.numeric())
                    .isEqualTo(ROWS.example(TestPipelines.pipeline(), 4).numeric());
            assertThat(example.tokenCount()).isEqualTo(1);
            assertThat(example.partition()).isEqualTo(2);
            assertThat(example.offset()).isZero();
            assertThat(example.timeMs()).isEqualTo(DecodeHarness.TIME_MS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0,1,1,1,red,1,7|wrong column count",
                "0,1,1,red|wrong column count",
                "0,one,1,1,red,1|not a number",
                "0,NaN,1,1,red,1|not finite",
                "0,Infinity,1,1,red,1|not finite",
                "0,1e308,1,1,red,1|not finite",
                "0,1,1,1,red,maybe|unknown label",
                "''|empty record",
            })
    void rejectsWhatIsNoExampleWithTheReasonAndTheOriginal(String row, String reason) throws Exception {
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            OutgoingRecord reject = decode.read(row.getBytes(UTF_8)).rejects().get(0);

            assertThat(decode.decoded()).isEmpty();
            assertThat(reject.value()).isEqualTo(row.getBytes(UTF_8));
            assertThat(reject.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(reject.timeMs()).isEqualTo(DecodeHarness.TIME_MS);
            assertThat(header(reject, "own")).isEqualTo("kept");
            assertThat(header(reject, RejectHeaders.TOPIC)).isEqualTo("drift.examples");
            assertThat(header(reject, RejectHeaders.PARTITION)).isEqualTo("2");
            assertThat(header(reject, RejectHeaders.OFFSET)).isEqualTo("0");
            assertThat(header(reject, RejectHeaders.STAGE)).isEqualTo("decode");
            assertThat(header(reject, RejectHeaders.EXCEPTION_CLASS)).endsWith(".DecodeException");
            assertThat(header(reject, RejectHeaders.EXCEPTION_MESSAGE)).startsWith(reason + ": ");
        }
    }

    @Test
    void rejectsARecordWithoutAValueAsEmpty() throws Exception {
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            assertThat(decode.read(null).rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.value()).isNull();
                assertThat(header(reject, RejectHeaders.EXCEPTION_MESSAGE)).startsWith("empty record: ");
            });
        }
    }

    @Test
    void rejectsWhatIsNotUtf8() throws Exception {
        byte[] row = "0,1,1,1,r?d,1".getBytes(UTF_8);
        row[9] = (byte) 0xC3;
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            assertThat(decode.read(row).rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.value()).isEqualTo(row);
                assertThat(header(reject, RejectHeaders.EXCEPTION_MESSAGE)).contains("UTF-8");
            });
        }
    }

    @Test
    void cutsAnOriginalThatTheTopicWouldNotTake() throws Exception {
        byte[] garbage = new byte[2 * DecodeHarness.MAX_REJECT_BYTES];
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            assertThat(decode.read(garbage).rejects()).singleElement().satisfies(reject -> {
                assertThat(reject.value().length).isLessThan(DecodeHarness.MAX_REJECT_BYTES);
                assertThat(header(reject, RejectHeaders.TRUNCATED_FROM)).isEqualTo(Integer.toString(garbage.length));
            });
        }
    }

    @Test
    void anEmptyNumberIsMissingAndNoError() throws Exception {
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            decode.read("0,,1,NA,red,1".getBytes(UTF_8));

            assertThat(decode.rejects()).isEmpty();
            assertThat(decode.decoded().get(0).numeric()).containsExactly(Float.NaN, 1, Float.NaN);
        }
    }

    @Test
    void countsGoOnAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            state = decode.read(ROWS.csv(0)).read(ROWS.csv(1)).read(null).snapshot(1);
        }
        try (DecodeHarness restored = DecodeHarness.open(state)) {
            assertThat(restored.counts()).containsExactly(3L, 1L);
            restored.read(null).read(ROWS.csv(2));

            assertThat(restored.counts()).containsExactly(5L, 2L);
        }
    }

    @Test
    void countsOfSeveralInstancesAddUpWhenThereAreFewerOfThem() throws Exception {
        OperatorSubtaskState first;
        OperatorSubtaskState second;
        try (DecodeHarness decode = DecodeHarness.open(null)) {
            first = decode.read(null).snapshot(1);
            second = decode.read(ROWS.csv(0)).snapshot(2);
        }
        try (DecodeHarness restored =
                DecodeHarness.open(AbstractStreamOperatorTestHarness.repackageState(first, second))) {
            assertThat(restored.counts()).containsExactly(3L, 2L);
        }
    }

    private static String header(OutgoingRecord record, String name) {
        return HeaderField.last(record.headers(), name).orElse("");
    }
}
