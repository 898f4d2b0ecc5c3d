package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private static void assertRefused(String format, Map<String, String> options, String message) {
        assertThatThrownBy(() -> Formats.decoder(format, options, Schemas.bank()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void wrongOptionsAreRefusedByName() {
        assertRefused("xml", Map.of(), "unknown format: examples.format=xml, expected=csv | json | vw | libsvm | avro");
        assertRefused(
                "avro",
                Map.of("file", "x"),
                "unknown option: examples.options.file=x, expected=reader-schema | registry | registry-password |"
                        + " registry-user | schema | schema-folder");
        assertRefused(
                "csv",
                Map.of("sep", ";"),
                "unknown option: examples.options.sep=;, expected=delimiter | header | quote");
        assertRefused("json", Map.of("a", "b"), "unknown option: examples.options.a=b, expected=none");
        assertRefused(
                "csv",
                Map.of("delimiter", ";;", "header", "a"),
                "must be one byte and no line end: examples.options.delimiter=;;");
        assertRefused(
                "csv",
                Map.of("delimiter", "\"", "header", "a"),
                "must differ from the quote: examples.options.delimiter=\"");
        assertRefused(
                "csv",
                Map.of(),
                "needs the column names: examples.options.header=, expected=names joined by the delimiter");
    }

    @Test
    void columnsOfTheSchemaMustBeInTheHeaderOnce() {
        assertRefused(
                "csv",
                Map.of("header", "age,job,note,y"),
                "not in the header: schema column=balance, expected=age | job | note | y");
        assertRefused(
                "csv",
                Map.of("header", "age,age,balance,job,note,y"),
                "twice in the header: schema column=age, expected=age | age | balance | job | note | y");
    }

    @Test
    void openFormatsTakeNoColumns() {
        assertRefused(
                "vw",
                Map.of(),
                "rows name their features themselves: examples.format=vw, "
                        + "expected=no schema.numeric, categorical, text, weight or time");
    }

    @Test
    void tabMayBeWrittenOut() {
        assertThat(CsvSyntax.of(Map.of("delimiter", "\\t")).split("a\tb")).containsExactly("a", "b");
    }

    @Test
    void crossesComeWithTheRow() throws DecodeException {
        Schema schema = new Schema(
                Task.BINARY,
                LabelSpec.number("y"),
                List.of(),
                List.of("job", "month"),
                List.of(),
                Schemas.MISSING,
                Optional.empty(),
                Optional.empty(),
                18,
                Optional.empty(),
                List.of(List.of("job", "month")));
        Decoder decoder = Formats.decoder("csv", Map.of("header", "job,month,y"), schema);
        Example row = new Example(0);
        decoder.decode("cook,may,1".getBytes(StandardCharsets.UTF_8), row);
        int cross = row.tokens()[2];
        assertThat(row.tokenCount()).isEqualTo(3);
        assertThat(row.tokenFields()[2]).isEqualTo((short) 2);
        decoder.decode("cook,june,1".getBytes(StandardCharsets.UTF_8), row);
        assertThat(row.tokens()[2]).isNotEqualTo(cross);
        decoder.decode("cook,NA,1".getBytes(StandardCharsets.UTF_8), row);
        assertThat(row.tokenCount()).isEqualTo(1);
    }
}
