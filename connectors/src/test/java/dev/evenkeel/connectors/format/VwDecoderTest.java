package dev.evenkeel.connectors.format;

import static dev.evenkeel.connectors.format.CsvDecoderTest.tokens;
import static dev.evenkeel.model.data.FeatureHasher.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VwDecoderTest {
    private static final Schema NUMBER = Schemas.open(Task.REGRESSION, LabelSpec.number("label"));
    private static final int MASK = (1 << 18) - 1;

    private final Example example = new Example(0);

    private Example decode(String row) throws DecodeException {
        return decode(NUMBER, Labels.REQUIRED, row);
    }

    private Example decode(Schema schema, Labels labels, String row) throws DecodeException {
        Formats.decoder("vw", Map.of(), schema, labels).decode(row.getBytes(StandardCharsets.UTF_8), example);
        return example;
    }

    private float[] values() {
        return Arrays.copyOf(example.tokenValues(), example.tokenCount());
    }

    private void assertRefused(String row, String message) {
        assertThatThrownBy(() -> decode(row))
                .as(row)
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    /** Indices that Vowpal Wabbit's tutorial prints with --audit, at 18 bits. */
    @Test
    void featuresHashToVowpalWabbitsIndices() throws DecodeException {
        decode("0 | price:.23 sqft:.25 age:.05 2006");
        assertThat(tokens(example).stream().map(t -> t & MASK)).containsExactly(229902, 162853, 165201, 2006);
        assertThat(values()).containsExactly(0.23f, 0.25f, 0.05f, 1);
        decode("1 |myname myvalue");
        assertThat(tokens(example).stream().map(t -> t & MASK)).containsExactly(112555);
    }

    @Test
    void namespacesSeedTheirFeaturesAndScaleThem() throws DecodeException {
        decode("0.5 2 'tag|f:2 a:3 b\t7:-0.5 0:1|5 x 12 | c:1e-1\r\n");
        assertThat(example.label()).isEqualTo(0.5f);
        assertThat(example.weight()).isEqualTo(2);
        int f = column("f");
        assertThat(tokens(example))
                .containsExactly(
                        VwNames.hash(new byte[] {'a'}, 0, 1, f),
                        VwNames.hash(new byte[] {'b'}, 0, 1, f),
                        f + 7,
                        f,
                        VwNames.hash(new byte[] {'x'}, 0, 1, 5),
                        17,
                        column("c"));
        assertThat(values()).containsExactly(6, 2, -1, 2, 1, 1, 0.1f);
    }

    @Test
    void featuresWithoutNameCountUpAndZerosAreLeftOut() throws DecodeException {
        decode("1 |n :5 :0 :7 a:0");
        assertThat(tokens(example)).isEqualTo(List.of(column("n"), column("n") + 2));
        assertThat(values()).containsExactly(5, 7);
    }

    @Test
    void wordThatTouchesTheBarIsATag() throws DecodeException {
        assertThat(decode("0.521144 1 PFF/20091028|T PFF").label()).isEqualTo(0.521144f);
        assertThat(decode("2 'tag | a").label()).isEqualTo(2);
        assertRefused("1|f a", "missing label: label=, expected=a finite number");
    }

    @Test
    void rowsWithoutALabelAreForPredictionOnly() throws DecodeException {
        assertThat(decode(NUMBER, Labels.OPTIONAL, "|f a").label()).isNaN();
        assertThat(example.tokenCount()).isOne();
        assertRefused("|f a", "missing label: label=, expected=a finite number");
    }

    @Test
    void binaryAndNamedLabelsAreTaken() throws DecodeException {
        Schema binary = Schemas.open(Task.BINARY, LabelSpec.number("label"));
        assertThat(decode(binary, Labels.REQUIRED, "-1 | a").label()).isZero();
        assertThat(decode(binary, Labels.REQUIRED, "+1 | a").label()).isEqualTo(1);
        Schema classes = Schemas.open(Task.MULTICLASS, LabelSpec.classes("label", List.of("1", "2", "3")));
        assertThat(decode(classes, Labels.REQUIRED, "3 0.5 | a").label()).isEqualTo(2);
        assertThat(example.weight()).isEqualTo(0.5f);
        assertThatThrownBy(() -> decode(binary, Labels.REQUIRED, "2 | a"))
                .hasMessage("unknown label: label=2, expected=1 | 0 | -1");
    }

    @Test
    void malformedRowsAreRefusedWithTheirReason() throws DecodeException {
        assertThat(decode("1 1 0 | a").label()).isEqualTo(1);
        assertRefused("1 1 0.3 | a", "not available in this version: initial=0.3, expected=0");
        assertRefused("1 1 1 1 | a", "too many words: label=1, expected=label [importance [initial]] [tag]|");
        assertRefused("1 f a", "no bar: row=1 f a, expected=label |features");
        assertRefused("x | a", "not a number: label=x, expected=a number");
        assertRefused("1 -1 | a", "negative weight: importance=-1, expected=a number >= 0");
        assertRefused("1 | a:x", "not a number: feature value=x, expected=a number");
        assertRefused("1 | a:", "not a number: feature value=, expected=a number");
        assertRefused("1 | a:nan", "not finite: feature value=nan, expected=a finite number");
        assertRefused("1 |f:1e30 a:1e30", "not finite: scaled feature=a:1e30, expected=a finite number");
        assertRefused("1 |f:y a", "not a number: namespace scale=y, expected=a number");
    }
}
