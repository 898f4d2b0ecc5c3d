package dev.evenkeel.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaInferenceTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows"), text);
    }

    @Test
    void columnsOfNumbersAreNumericAndOthersCategorical() throws IOException {
        Path rows = file("age,job,empty,mixed,y\n1,admin,,1,yes\nNA,2,NA,x,no\nbroken,row\n-2.5e3,3,,2,no\n");
        Schema schema = SchemaInference.infer(rows, "csv", Map.of(), ColumnHints.of(Task.BINARY, "y"));
        assertThat(schema.numeric()).containsExactly("age");
        assertThat(schema.categorical()).containsExactly("job", "mixed");
    }

    @Test
    void whatTheUserNamedStands() throws IOException {
        ColumnHints hints = new ColumnHints(
                Task.BINARY,
                "y",
                "yes",
                List.of("c"),
                List.of("a"),
                List.of("d"),
                Set.of("e"),
                Set.of("?"),
                Optional.of("w"),
                Optional.empty());
        Schema schema =
                SchemaInference.infer(file("a,b,c,d,e,w,y\n1,?,3,4,5,6,yes\n1,2,3,4,5,6,no\n"), "csv", Map.of(), hints);
        assertThat(schema.numeric()).containsExactly("c", "b");
        assertThat(schema.categorical()).containsExactly("a");
        assertThat(schema.text()).containsExactly("d");
        assertThat(schema.weight()).contains("w");
        assertThat(schema.label().positive()).isEqualTo("yes");
    }

    @Test
    void jsonFieldsAreInferredAsWell() throws IOException {
        Path rows = file("{\"x\":1,\"c\":\"a\",\"y\":3,\"o\":{}}\n{\"y\":4,\"z\":\"7\",\"c\":null}\n");
        Schema schema = SchemaInference.infer(rows, "json", Map.of(), ColumnHints.of(Task.REGRESSION, "y"));
        assertThat(schema.numeric()).containsExactly("x", "z");
        assertThat(schema.categorical()).containsExactly("c");
    }

    @Test
    void rowsAfterTheSampleAreNotLookedAt() throws IOException {
        String rows = "x,y\n" + "1,2\n".repeat(SchemaInference.SAMPLE_ROWS) + "a,2\n";
        assertThat(SchemaInference.infer(file(rows), "csv", Map.of(), ColumnHints.of(Task.REGRESSION, "y"))
                        .numeric())
                .containsExactly("x");
    }

    @Test
    void classesComeFromTheWholeFile() throws IOException {
        String many = "x,y\n" + "1,10\n".repeat(1500) + "1,9\n1,NA\n";
        assertThat(classes(many)).containsExactly("9", "10");
        assertThat(classes("x,y\n1,b\n1,10\n1,a\n")).containsExactly("10", "a", "b");
    }

    private List<String> classes(String rows) throws IOException {
        return SchemaInference.infer(file(rows), "csv", Map.of(), ColumnHints.of(Task.MULTICLASS, "y"))
                .label()
                .classes();
    }

    @Test
    void openFormatsGiveTheirLabelsOnly() throws IOException {
        ColumnHints hints = ColumnHints.of(Task.MULTICLASS, "label");
        Schema vw = SchemaInference.infer(file("2 | a\n1 1 'x | b\n| c\n"), "vw", Map.of(), hints);
        assertThat(vw.label().classes()).containsExactly("1", "2");
        assertThat(vw.numeric()).isEmpty();
        Schema libsvm = SchemaInference.infer(file("2 1:1\n7 1:1\n"), "libsvm", Map.of(), hints);
        assertThat(libsvm.label().classes()).containsExactly("2", "7");
    }

    @Test
    void aLabelThatIsNotThereOrNoLabelIsRefused() {
        assertThatThrownBy(() ->
                        SchemaInference.infer(file("a,b\n1,2\n"), "csv", Map.of(), ColumnHints.of(Task.BINARY, "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not in the file: label=y, expected=a | b");
        StringBuilder ids = new StringBuilder("x,y\n");
        for (int i = 0; i <= SchemaInference.MAX_CLASSES; i++) {
            ids.append("1,").append(i).append('\n');
        }
        assertThatThrownBy(() -> classes(ids.toString()))
                .hasMessage("too many classes: label=y, expected=at most 1000 different values");
    }
}
