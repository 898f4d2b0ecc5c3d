package dev.evenkeel.connectors.format;

import static dev.evenkeel.model.data.FeatureHasher.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.FeatureHasher;
import dev.evenkeel.model.data.LabelSpec;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {
    private static final Map<String, String> OPTIONS =
            Map.of("delimiter", ";", "header", "age;\"job\";ignored;note;balance;y");
    private final Decoder decoder = Formats.decoder("csv", OPTIONS, Schemas.bank());
    private final Example example = new Example(2);

    static int token(String column, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return FeatureHasher.hash(bytes, 0, bytes.length, column(column));
    }

    static List<Integer> tokens(Example example) {
        List<Integer> tokens = new ArrayList<>();
        for (int t = 0; t < example.tokenCount(); t++) {
            tokens.add(example.tokens()[t]);
        }
        return tokens;
    }

    private Example decode(String row) throws DecodeException {
        return decode(row.getBytes(StandardCharsets.UTF_8));
    }

    private Example decode(byte[] row) throws DecodeException {
        decoder.decode(row, example);
        return example;
    }

    @Test
    void columnsGoWhereTheSchemaSays() throws DecodeException {
        decode("41;admin.;???;Hello, hello WORLD x $5;-2.5e2;yes\r\n");
        assertThat(example.numeric()).containsExactly(41, -250);
        assertThat(example.label()).isEqualTo(1);
        assertThat(tokens(example))
                .containsExactly(
                        token("job", "admin."), token("note", "hello"), token("note", "world"), token("note", "$5"));
        assertThat(Arrays.copyOf(example.tokenFields(), 4)).containsExactly(0, 1, 1, 1);
        assertThat(Arrays.copyOf(example.tokenValues(), 4)).containsOnly(1);
        assertThat(example.weight()).isEqualTo(1);
    }

    @Test
    void missingNumbersAreNaNAndMissingCategoriesNoToken() throws DecodeException {
        decode(" ; ;x;;NA;no");
        assertThat(example.numeric()).containsExactly(Float.NaN, Float.NaN);
        assertThat(example.tokenCount()).isZero();
        assertThat(example.label()).isZero();
    }

    @Test
    void unknownIsAValue() throws DecodeException {
        assertThat(tokens(decode("1;unknown;;;1;no"))).containsExactly(token("job", "unknown"));
    }

    @Test
    void decoderLeavesNothingOfTheRowBefore() throws DecodeException {
        decode("1;a;;bb cc;1;yes");
        decode("2;;;;;no");
        assertThat(example.numeric()).containsExactly(2, Float.NaN);
        assertThat(example.tokenCount()).isZero();
    }

    @Test
    void quotedCellsAreUnquoted() throws DecodeException {
        decode("\"41\";\"a;\"\"b\"\"\nc\";\"\";\"\";\"\"\"\"\"\";\"yes\"".replace("\"\"\"\"\"\"", "\"7\""));
        assertThat(example.numeric()).containsExactly(41, 7);
        assertThat(tokens(example)).containsExactly(token("job", "a;\"b\"\nc"));
    }

    @Test
    void quoteInsideAPlainCellIsText() throws DecodeException {
        assertThat(tokens(decode("1;5\" pipe;;;1;no"))).containsExactly(token("job", "5\" pipe"));
    }

    @Test
    void withoutAQuoteQuotesAreText() throws DecodeException {
        Map<String, String> options = Map.of("quote", "", "header", "x,c,y");
        Schema schema = Schemas.of(Task.BINARY, LabelSpec.number("y"), List.of("x"), List.of("c"), List.of());
        Example into = new Example(1);
        Formats.decoder("csv", options, schema).decode("1,\"a,-1".getBytes(StandardCharsets.UTF_8), into);
        assertThat(tokens(into)).containsExactly(token("c", "\"a"));
        assertThat(into.label()).isZero();
    }

    @Test
    void malformedRowsAreRefusedWithTheirReason() {
        assertRefused("", "empty record: bytes=0, expected=a row");
        assertRefused(" \t\r\n", "empty record: bytes=0, expected=a row");
        assertRefused("1;a;b", "wrong column count: columns=3, expected=6");
        assertRefused("1;a;;;2;no;7", "wrong column count: columns=7, expected=6");
        assertRefused("x;a;b", "wrong column count: columns=3, expected=6");
        assertRefused("1;a;;;2;\"no", "unterminated quote: cell 6=\"no, expected=a closing quote");
        assertRefused("1;\"a\"b;;;2;no", "text after a closing quote: cell 2=\"a\"b;;;2;no, expected=a delimiter");
        assertRefused("old;a;;;2;no", "not a number: age=old, expected=a number");
        assertRefused("NaN;a;;;2;no", "not finite: age=NaN, expected=a finite number");
        assertRefused("1;a;;;1e308;no", "not finite: balance=1e308, expected=a finite number");
        assertRefused("1;a;;;2;maybe", "unknown label: y=maybe, expected=yes | no");
        assertRefused("1;a;;;2;", "missing label: y=, expected=yes | no");
        assertRefused("1;a;;;2;NA", "missing label: y=, expected=yes | no");
    }

    private void assertRefused(String row, String message) {
        assertThatThrownBy(() -> decode(row))
                .as(row)
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    @Test
    void nullIsAnEmptyRecord() {
        assertThatThrownBy(() -> decoder.decode(null, example)).hasMessage("empty record: bytes=0, expected=a row");
    }

    @Test
    void invalidUtf8InATokenIsRefusedAndElsewhereIgnored() throws DecodeException {
        byte[] row = "1;a?;;;2;no".getBytes(StandardCharsets.ISO_8859_1);
        row[3] = (byte) 0xFF;
        assertThatThrownBy(() -> decode(row)).hasMessage("invalid UTF-8: job=a\uFFFD, expected=UTF-8 text");
        byte[] ignored = "1;a;?;;2;no".getBytes(StandardCharsets.ISO_8859_1);
        ignored[4] = (byte) 0xFF;
        assertThat(decode(ignored).numeric()).containsExactly(1, 2);
    }

    @Test
    void longValuesAreShortenedInMessages() {
        assertThatThrownBy(() -> decode("x".repeat(1000) + ";a;;;2;no"))
                .hasMessage("not a number: age=" + "x".repeat(64) + "…, expected=a number");
    }

    @Test
    void rowsOverTheLimitAreTooLong() {
        byte[] row = new byte[Decoder.MAX_ROW_BYTES + 1];
        Arrays.fill(row, (byte) ';');
        assertThatThrownBy(() -> decode(row)).hasMessage("too long: bytes=8388609, expected=at most 8388608");
    }

    @Test
    void refusalsCarryTheirPartsAndNoStackTrace() {
        assertThatThrownBy(() -> decode("old;a;;;2;no")).isInstanceOfSatisfying(DecodeException.class, e -> {
            assertThat(e.reason()).isEqualTo("not a number");
            assertThat(e.column()).isEqualTo("age");
            assertThat(e.value()).isEqualTo("old");
            assertThat(e.expected()).isEqualTo("a number");
            assertThat(e.getStackTrace()).isEmpty();
        });
    }

    @Test
    void longRunsOfLettersAreCutEveryTwentyBytes() throws DecodeException {
        decode("1;;;" + "a".repeat(20) + "b".repeat(20) + "c éé;1;no");
        assertThat(tokens(example))
                .containsExactly(token("note", "a".repeat(20)), token("note", "b".repeat(20)), token("note", "éé"));
    }

    @Test
    void eightMebibytesOfDistinctWordsAreDecoded() throws DecodeException {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            words.append(Integer.toString(i, 36)).append(' ');
        }
        decode("1;;;" + words + words.substring(0, 3_000_000) + ";1;no");
        assertThat(example.tokenCount()).isBetween(999_000, 1_000_000); // one letter is no word; a few hashes are equal
        decode("1;;;one two one;1;no");
        assertThat(example.tokenCount()).isEqualTo(2);
    }

    @Test
    void manyClosedQuotesTakeLinearTime() throws DecodeException {
        decode("1;\"" + "\"\"".repeat(4_000_000) + "\";;;1;no");
        assertThat(tokens(example)).containsExactly(token("job", "\"".repeat(4_000_000)));
    }

    @Test
    void predictionsNeedNoLabel() throws DecodeException {
        Example into = new Example(2);
        Map<String, String> unlabelled = Map.of("header", "age,job,note,balance");
        Decoder predict = Formats.decoder("csv", unlabelled, Schemas.bank(), Labels.OPTIONAL);
        predict.decode("1,a,b,2".getBytes(StandardCharsets.UTF_8), into);
        assertThat(into.label()).isNaN();
        Decoder labelled = Formats.decoder("csv", OPTIONS, Schemas.bank(), Labels.OPTIONAL);
        labelled.decode("1;a;;;2;".getBytes(StandardCharsets.UTF_8), into);
        assertThat(into.label()).isNaN();
        labelled.decode("1;a;;;2;yes".getBytes(StandardCharsets.UTF_8), into);
        assertThat(into.label()).isEqualTo(1);
    }

    @Test
    void classesAreNumberedInTheSchemasOrder() throws DecodeException {
        Schema schema = Schemas.of(
                Task.MULTICLASS, LabelSpec.classes("y", List.of("NA", "b", "c")), List.of("x"), List.of(), List.of());
        Decoder classes = Formats.decoder("csv", Map.of("header", "x,y"), schema);
        Example into = new Example(1);
        classes.decode("1, c ".getBytes(StandardCharsets.UTF_8), into);
        assertThat(into.label()).isEqualTo(2);
        classes.decode("1,NA".getBytes(StandardCharsets.UTF_8), into);
        assertThat(into.label()).isZero();
        assertThatThrownBy(() -> classes.decode("1,d".getBytes(StandardCharsets.UTF_8), into))
                .hasMessage("unknown label: y=d, expected=NA | b | c");
    }
}
