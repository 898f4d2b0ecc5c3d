package dev.evenkeel.connectors.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4180, point by point, in values of records: each is one row, with or without its line end. */
class CsvRfc4180Test {
    private static List<String> cells(String row, char delimiter) throws DecodeException {
        byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
        CsvCells cells = new CsvCells(new CsvSyntax((byte) delimiter, '"'));
        cells.reset(bytes, 0, Text.withoutLineEnd(bytes, 0, bytes.length));
        List<String> texts = new ArrayList<>();
        while (cells.next()) {
            texts.add(new String(cells.bytes(), cells.from(), cells.to() - cells.from(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    @Test
    void eachRuleHolds() throws DecodeException {
        assertThat(cells("aaa,bbb,ccc\r\n", ',')).as("1, 2: line ends, or none").containsExactly("aaa", "bbb", "ccc");
        assertThat(cells(" a , b", ',')).as("4: spaces are part of a field").containsExactly(" a ", " b");
        assertThat(cells(",,", ',')).as("4: empty fields").containsExactly("", "", "");
        assertThat(cells("\"aaa\",bbb,\"\"", ',')).as("5: quotes, or none").containsExactly("aaa", "bbb", "");
        assertThat(cells("\"aaa\",\"b\r\nb\n\",\"c,c\"\r\n", ','))
                .as("6: line ends and commas in quotes")
                .containsExactly("aaa", "b\r\nb\n", "c,c");
        assertThat(cells("\"a\"\"b\",\"\"\"\",\"\"\"c\"\"\"", ','))
                .as("7: quotes in quotes")
                .containsExactly("a\"b", "\"", "\"c\"");
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|', ' ', '\u0001'})
    void anyDelimiterDoes(char delimiter) throws DecodeException {
        assertThat(cells("a" + delimiter + "\"b" + delimiter + "\"" + delimiter, delimiter))
                .containsExactly("a", "b" + delimiter, "");
    }

    @Test
    void whatIsWrittenByTheRulesReadsBack() throws DecodeException {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            List<String> texts = new ArrayList<>();
            List<String> written = new ArrayList<>();
            for (int c = random.nextInt(5); c >= 0; c--) {
                StringBuilder text = new StringBuilder();
                for (int l = random.nextInt(6); l > 0; l--) {
                    text.append("ab,\"\r\n 1é".charAt(random.nextInt(9)));
                }
                texts.add(text.toString());
                written.add('"' + text.toString().replace("\"", "\"\"") + '"');
            }
            assertThat(cells(String.join(",", written) + "\r\n", ',')).isEqualTo(texts);
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstCell() throws DecodeException {
        Decoder decoder = Formats.decoder("csv", Map.of("header", "age,job,note,balance,y"), Schemas.bank());
        Example example = new Example(2);
        decoder.decode("\uFEFF41,a,b,\"1.5\",yes\r\n".getBytes(StandardCharsets.UTF_8), example);
        assertThat(example.numeric()).containsExactly(41, 1.5f);
        assertThatThrownBy(() -> decoder.decode("\uFEFF\r\n".getBytes(StandardCharsets.UTF_8), example))
                .hasMessageStartingWith("empty record");
    }

    @Test
    @Timeout(10)
    void millionsOfQuotesTakeTimeInProportion() throws DecodeException {
        assertThat(cells("\"" + "\"\"".repeat(4_000_000) + "\"", ',').get(0)).hasSize(4_000_000);
        assertThat(cells("\"\",".repeat(2_000_000), ',')).hasSize(2_000_001);
        assertThatThrownBy(() -> cells("\"" + "\"\"".repeat(4_000_000), ','))
                .hasMessageStartingWith("unterminated quote");
    }
}
