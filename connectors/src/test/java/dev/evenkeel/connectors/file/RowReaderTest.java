package dev.evenkeel.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.connectors.format.Decoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {
    private static final Map<String, String> HEADER = Map.of("header", "a,b");

    @TempDir
    Path folder;

    private static List<String> rows(String text, String format, Map<String, String> options) throws IOException {
        return rows(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), format, options);
    }

    private static List<String> rows(InputStream in, String format, Map<String, String> options) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RowReader reader = RowReader.read("test", in, format, options)) {
            while (reader.next()) {
                rows.add(reader.line() + ":" + reader.index() + ":" + reader.text());
            }
            assertThat(reader.next()).isFalse();
        }
        return rows;
    }

    @Test
    void linesAreRowsWhateverTheirEnds() throws IOException {
        assertThat(rows("1 | a\r\n\n2 | \"b\n3", "vw", Map.of()))
                .containsExactly("1:0:1 | a", "2:1:", "3:2:2 | \"b", "4:3:3");
        assertThat(rows("", "vw", Map.of())).isEmpty();
    }

    @Test
    void firstLineOfCsvIsTheHeaderUnlessGiven() throws IOException {
        assertThat(rows("a,b\n1,2\n", "csv", Map.of())).containsExactly("2:0:1,2");
        assertThat(rows("\"a\",b\n1,2\n", "csv", HEADER)).containsExactly("2:0:1,2");
        assertThat(rows("1,2\n3,4", "csv", HEADER)).containsExactly("1:0:1,2", "2:1:3,4");
        assertThat(rows("", "csv", HEADER)).isEmpty();
    }

    @Test
    void optionsNameTheHeaderThatWasFound() throws IOException {
        InputStream in = new ByteArrayInputStream("\uFEFFa;b\n".getBytes(StandardCharsets.UTF_8));
        try (RowReader reader = RowReader.read("test", in, "csv", Map.of("delimiter", ";"))) {
            assertThat(reader.options()).containsOnly(Map.entry("delimiter", ";"), Map.entry("header", "a;b"));
        }
    }

    @Test
    void quotedLineEndsStayInTheirRow() throws IOException {
        assertThat(rows("\"1\n\"\"x\r\ny\",2\n5\" \"z\n\"3\",\"4\"\n", "csv", HEADER))
                .containsExactly("1:0:\"1\n\"\"x\r\ny\",2", "4:1:5\" \"z", "5:2:\"3\",\"4\"");
    }

    @Test
    void gzipIsRecognizedByItsFirstBytes() throws IOException {
        Path file = folder.resolve("rows");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        try (RowReader reader = RowReader.open(file.toString(), "csv", Map.of())) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.text()).isEqualTo("1,2");
        }
    }

    @Test
    void rowsOfAnyLengthSurviveAnyReadSize() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("x".repeat(i * 7 % 1000)).append(i).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        InputStream drops = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 3));
            }
        };
        List<String> expected = rows(text.toString(), "vw", Map.of());
        assertThat(rows(drops, "vw", Map.of())).isEqualTo(expected).hasSize(400);
        assertThat(expected.get(399)).endsWith(":399:" + "x".repeat(399 * 7 % 1000) + "399");
    }

    @Test
    void overlongRowIsCutAndTheNextLineIsARowAgain() throws IOException {
        String huge = "\"" + "x".repeat(Decoder.MAX_ROW_BYTES + 5_000_000);
        try (RowReader reader = RowReader.read(
                "test", new ByteArrayInputStream((huge + "\n1,2\n").getBytes(StandardCharsets.UTF_8)), "csv", HEADER)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.to() - reader.from()).isEqualTo(Decoder.MAX_ROW_BYTES + 1);
            assertThat(reader.next()).isTrue();
            assertThat(reader.text()).isEqualTo("1,2");
            assertThat(reader.line()).isEqualTo(2);
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void whatCannotBeReadIsRefusedByName() {
        assertThatThrownBy(() -> RowReader.open(folder.resolve("none"), "csv", Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none").toString());
        assertThatThrownBy(() -> rows("\n", "csv", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has no header: input=test, expected=column names in its first line");
    }
}
