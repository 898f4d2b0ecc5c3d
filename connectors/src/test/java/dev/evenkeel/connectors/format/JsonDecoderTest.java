package dev.evenkeel.connectors.format;

import static dev.evenkeel.connectors.format.CsvDecoderTest.token;
import static dev.evenkeel.connectors.format.CsvDecoderTest.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonDecoderTest {
    private final Decoder decoder = Formats.decoder("json", Map.of(), Schemas.bank());
    private final Example example = new Example(2);

    private Example decode(String row) throws DecodeException {
        decoder.decode(row.getBytes(StandardCharsets.UTF_8), example);
        return example;
    }

    private void assertRefused(String row, String message) {
        assertThatThrownBy(() -> decode(row))
                .as(row)
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void fieldsComeByNameInAnyOrder() throws DecodeException {
        decode("{\"y\":\"yes\",\"other\":{\"a\":[1,{}]},\"balance\":\" 2.5 \",\"job\":\"caf\\u00e9"
                + " \\ud83d\\ude00\",\"age\":41}\n");
        assertThat(example.numeric()).containsExactly(41, 2.5f);
        assertThat(tokens(example)).containsExactly(token("job", "café 😀"));
        assertThat(example.label()).isEqualTo(1);
    }

    @Test
    void rowsBeforeChangeNothing() throws DecodeException {
        String usual = "{\"age\":41,\"job\":\"tea\",\"balance\":-2.5,\"y\":\"yes\"}";
        List<String> rows = new ArrayList<>(List.of(
                "{ \"age\" : 41 , \"job\" : \"tea\" , \"balance\" : -2.5 , \"y\" : \"yes\" }",
                "{\"job\":\"tea\",\"age\":41,\"y\":\"yes\",\"balance\":-2.5}",
                "{\"age\":41,\"age\":41,\"balance\":-2.5,\"y\":\"yes\"}",
                "{\"\\u0061ge\":41,\"job\":\"tea\",\"balance\":-2.5,\"y\":\"yes\"}",
                "{,\"age\":41,\"y\":\"yes\"}"));
        for (int i = 0; i <= usual.length(); i++) {
            rows.add(usual.substring(0, i));
            rows.add(usual.substring(0, i) + "," + usual.substring(i));
        }
        for (String row : rows) {
            decode(usual);
            decode(usual);
            Decoder fresh = Formats.decoder("json", Map.of(), Schemas.bank());

            assertThat(outcome(decoder, row)).as(row).isEqualTo(outcome(fresh, row));
        }
    }

    private String outcome(Decoder decoder, String row) {
        try {
            decoder.decode(row.getBytes(StandardCharsets.UTF_8), example);
            return Arrays.toString(example.numeric()) + tokens(example) + example.label();
        } catch (DecodeException e) {
            return e.getMessage();
        }
    }

    @Test
    void nullAndAbsentAreMissing() throws DecodeException {
        decode("{\"age\":null,\"job\":null,\"y\":\"no\"}");
        assertThat(example.numeric()).containsExactly(Float.NaN, Float.NaN);
        assertThat(example.tokenCount()).isZero();
    }

    @Test
    void numbersAndBooleansAreCategoriesAsWritten() throws DecodeException {
        assertThat(tokens(decode("{\"job\":true,\"y\":\"no\"}"))).containsExactly(token("job", "true"));
        assertThat(tokens(decode("{\"job\":1.0,\"y\":\"no\"}"))).containsExactly(token("job", "1.0"));
    }

    @Test
    void malformedRowsAreRefusedWithTheirReason() {
        assertRefused("[1]", "not an object: row=[1], expected=a JSON object");
        assertRefused("{\"age\":", "not JSON: row={\"age\":, expected=a JSON object");
        assertRefused("{\"age\":NaN,\"y\":\"no\"}", "not JSON: row={\"age\":NaN,\"y\":\"no\"}, expected=a JSON object");
        assertRefused("{\"age\":true,\"y\":\"no\"}", "not a number: age=true, expected=a number");
        assertRefused("{\"age\":1e308,\"y\":\"no\"}", "not finite: age=1e308, expected=a finite number");
        assertRefused(
                "{\"age\":[1],\"y\":\"no\"}",
                "nested value: age=an object or array, expected=a number, text, boolean or null");
        assertRefused("{\"age\":1,\"age\":2,\"y\":\"no\"}", "duplicate field: age=twice, expected=each field once");
        assertRefused(
                "{\"y\":\"no\"}{}", "text after the object: row={\"y\":\"no\"}{}, expected=one JSON object a record");
        assertRefused("{\"age\":1}", "missing label: y=, expected=yes | no");
        assertRefused("{\"y\":null}", "missing label: y=, expected=yes | no");
        assertRefused("{\"job\":\"\\ud800\",\"y\":\"no\"}", "invalid UTF-8: job=a lone surrogate, expected=UTF-8 text");
        assertRefused("\0{\0}", "not an object: row=\uFFFD{\uFFFD}, expected=a JSON object");
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        assertThatThrownBy(() -> decode("{\"other\":" + "[".repeat(1_000_000)))
                .hasMessageStartingWith("nested too deep: row={\"other\":[");
    }

    @Test
    void manyNewNamesAreForgotten() throws DecodeException {
        for (int i = 0; i < 7_000; i++) {
            decode("{\"n" + i + "\":1,\"y\":\"no\"}");
        }
        assertThat(decode("{\"age\":7,\"y\":\"yes\"}").numeric()[0]).isEqualTo(7);
    }

    @Test
    void predictionsNeedNoLabel() throws DecodeException {
        Formats.decoder("json", Map.of(), Schemas.bank(), Labels.OPTIONAL)
                .decode("{\"age\":1}".getBytes(StandardCharsets.UTF_8), example);
        assertThat(example.label()).isNaN();
    }
}
