package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final LabelSpec LABEL = LabelSpec.number("y");

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31})
    void hashBitsOutOfRangeAreRefused(int bits) {
        assertThatThrownBy(() -> Schemas.of(Task.BINARY, 1, 0, 0, bits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be in [1, 30]: hash-bits=" + bits);
    }

    @Test
    void aColumnWithTwoRolesIsRefused() {
        assertThatThrownBy(() -> Schemas.of(Task.BINARY, LABEL, List.of("a"), List.of("b"), List.of("a"), 18))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has two roles: column=a");
        assertThatThrownBy(() -> Schemas.of(Task.BINARY, LABEL, List.of("y"), List.of(), List.of(), 18))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has two roles: column=y");
    }

    @Test
    void multiclassNeedsTwoClasses() {
        LabelSpec one = LabelSpec.classes("y", List.of("a"));
        assertThatThrownBy(() -> Schemas.of(Task.MULTICLASS, one, List.of(), List.of(), List.of(), 18))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("multiclass needs at least two: label.classes=[a]");
    }

    @Test
    void moreTokenColumnsThanAShortCanNumberAreRefused() {
        List<String> many = IntStream.range(0, 32_767).mapToObj(i -> "c" + i).toList();
        assertThat(Schemas.of(Task.BINARY, LABEL, List.of(), many, List.of(), 18)
                        .tokenFields())
                .hasSize(32_767);
        assertThatThrownBy(() -> Schemas.of(Task.BINARY, LABEL, List.of(), many, List.of("t"), 18))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be at most 32767: categorical and text columns=32768");
    }

    @Test
    void tokenFieldsAreCategoricalThenText() {
        assertThat(Schemas.of(Task.BINARY, 1, 2, 1, 18).tokenFields()).containsExactly("c0", "c1", "t0");
    }

    @Test
    void onlyMulticlassHasSeveralOutputs() {
        assertThat(Schemas.of(Task.BINARY, 1, 0, 0, 18).outputs()).isEqualTo(1);
        assertThat(Schemas.of(Task.REGRESSION, 1, 0, 0, 18).outputs()).isEqualTo(1);
        assertThat(Schemas.of(Task.MULTICLASS, 1, 0, 0, 18).outputs()).isEqualTo(3);
    }

    @Test
    void laterChangesOfTheGivenListsChangeNothing() {
        List<String> numeric = new ArrayList<>(List.of("a"));
        Schema schema = Schemas.of(Task.BINARY, LABEL, numeric, List.of(), List.of(), 18);
        numeric.add("b");
        assertThat(schema.numeric()).containsExactly("a");
    }

    @ParameterizedTest
    @EnumSource(Task.class)
    void tasksAreFoundByTheirKey(Task task) {
        assertThat(Task.of(task.key())).isEqualTo(task);
    }

    @Test
    void anUnknownTaskIsRefused() {
        assertThatThrownBy(() -> Task.of("ranking"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown task: task=ranking, expected=binary | multiclass | regression");
    }
}
