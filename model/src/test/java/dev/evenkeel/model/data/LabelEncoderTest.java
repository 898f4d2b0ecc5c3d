package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelEncoderTest {
    @Test
    void theOppositeOfAWellKnownWordIsTheNegativeValue() {
        LabelEncoder labels = binary("yes", "");
        assertThat(labels.named()).isTrue();
        assertThat(encode(labels, "yes")).isEqualTo(1);
        assertThat(encode(labels, "no")).isZero();
        assertThatThrownBy(() -> encode(labels, "maybe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label: label=maybe, expected=yes | no");
    }

    @Test
    void anyOtherValueIsNegativeWhenThePositiveOneHasNoOpposite() {
        LabelEncoder labels = binary("spam", "");
        assertThat(encode(labels, "spam")).isEqualTo(1);
        assertThat(encode(labels, "ham")).isZero();
    }

    @Test
    void anEmptyLabelIsNeverAnyOtherValue() {
        assertThatThrownBy(() -> encode(binary("spam", ""), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label: label=, expected=spam | any other value");
    }

    @Test
    void aGivenNegativeValueExcludesAllOthers() {
        LabelEncoder labels = binary("yes", "nein");
        assertThat(encode(labels, "nein")).isZero();
        assertThatThrownBy(() -> encode(labels, "no")).hasMessage("unknown label: label=no, expected=yes | nein");
    }

    @Test
    void classesAreNumberedInTheirOrder() {
        LabelEncoder labels = new LabelEncoder(Schemas.of(Task.MULTICLASS, 0, 0, 0, 18));
        assertThat(encode(labels, "k0")).isZero();
        assertThat(encode(labels, "k2")).isEqualTo(2);
        assertThatThrownBy(() -> encode(labels, "k3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label: label=k3, expected=k0 | k1 | k2");
    }

    @Test
    void aNumberIsNoClass() {
        LabelEncoder labels = new LabelEncoder(Schemas.of(Task.MULTICLASS, 0, 0, 0, 18));
        assertThatThrownBy(() -> labels.encode(1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label: label=1.0, expected=k0 | k1 | k2");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "0, 0", "-1, 0", "-0.0, 0"})
    void numericBinaryLabelsMayBeSigned(double value, float expected) {
        LabelEncoder labels = binary("", "");
        assertThat(labels.named()).isFalse();
        assertThat(labels.encode(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 0.5, 1.0000000001, Double.NaN})
    void otherNumbersAreNoBinaryLabels(double value) {
        assertThatThrownBy(() -> binary("", "").encode(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown label: label=" + value + ", expected=1 | 0 | -1");
    }

    @Test
    void regressionTakesWhatAFloatCanHold() {
        LabelEncoder labels = new LabelEncoder(Schemas.of(Task.REGRESSION, 0, 0, 0, 18));
        assertThat(labels.encode(-3.25)).isEqualTo(-3.25f);
        for (double absurd : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e308}) {
            assertThatThrownBy(() -> labels.encode(absurd))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("unknown label: label=" + absurd + ", expected=a finite number");
        }
    }

    @Test
    void onlyTheStartOfALongUnknownLabelIsQuoted() {
        assertThatThrownBy(() -> encode(binary("yes", ""), "x".repeat(100_000)))
                .hasMessage("unknown label: label=" + "x".repeat(64) + ", expected=yes | no");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, no",
        "No, Yes",
        "TRUE, FALSE",
        "t, f",
        "Y, N",
        "1, 0",
        "0, 1",
        "spam, ''",
    })
    void oppositesKeepTheirCase(String positive, String expected) {
        assertThat(LabelSpec.binary("y", positive).negativeOrOpposite()).isEqualTo(expected);
    }

    @Test
    void contradictoryLabelSpecsAreRefused() {
        assertThatThrownBy(() -> new LabelSpec("y", "yes", "yes", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must differ from the positive value: negative=yes");
        assertThatThrownBy(() -> new LabelSpec("y", "", "no", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("needs a positive value; name it, too: negative=no");
        assertThatThrownBy(() -> LabelSpec.classes("y", List.of("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be distinct: classes=[a, b, a]");
    }

    private static LabelEncoder binary(String positive, String negative) {
        LabelSpec label = new LabelSpec("y", positive, negative, List.of());
        return new LabelEncoder(Schemas.of(Task.BINARY, label, List.of(), List.of(), List.of(), 18));
    }

    private static float encode(LabelEncoder labels, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return labels.encode(bytes, 1, bytes.length - 1);
    }
}
