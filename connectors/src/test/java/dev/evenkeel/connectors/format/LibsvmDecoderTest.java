package dev.evenkeel.connectors.format;

import static dev.evenkeel.connectors.format.CsvDecoderTest.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibsvmDecoderTest {
    private static final Schema BINARY = Schemas.open(Task.BINARY, LabelSpec.number("label"));
    private final Example example = new Example(0);

    private Example decode(Labels labels, String row) throws DecodeException {
        Formats.decoder("libsvm", Map.of(), BINARY, labels).decode(row.getBytes(StandardCharsets.UTF_8), example);
        return example;
    }

    private void assertRefused(String row, String message) {
        assertThatThrownBy(() -> decode(Labels.REQUIRED, row)).as(row).hasMessage(message);
    }

    @Test
    void indicesAreTheirOwnHashes() throws DecodeException {
        decode(Labels.REQUIRED, "-1 1:0.5 7:0 123456:-2e1 # note 9:9\n");
        assertThat(tokens(example)).containsExactly(1, 123456);
        assertThat(Arrays.copyOf(example.tokenValues(), 2)).containsExactly(0.5f, -20);
        assertThat(example.label()).isZero();
    }

    @Test
    void rowsWithoutALabelAreForPredictionOnly() throws DecodeException {
        assertThat(decode(Labels.OPTIONAL, "1:1").label()).isNaN();
        assertRefused("1:1", "missing label: label=, expected=1 | 0 | -1");
    }

    @Test
    void malformedRowsAreRefusedWithTheirReason() {
        assertRefused("1 qid:3 1:1", "not a feature: feature=qid:3, expected=index:value");
        assertRefused("1 5", "not a feature: feature=5, expected=index:value");
        assertRefused("1 1:", "not a number: feature value=, expected=a number");
        assertRefused("1 1:1e99", "not finite: feature value=1e99, expected=a finite number");
        assertRefused("3 1:1", "unknown label: label=3, expected=1 | 0 | -1");
    }
}
