package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComparisonNamesTest {
    @Test
    void filesAreCalledByTheirNames() {
        assertThat(of("a/quick.yaml", "b/careful.v2.yaml", "none")).containsExactly("quick", "careful.v2", "none");
    }

    @Test
    void filesOfOneNameAreToldApart() {
        assertThat(of("a/bank.yaml", "b/bank.yaml")).containsExactly("a/bank.yaml", "b/bank.yaml");
        assertThat(of("bank.yaml", "bank.yaml")).containsExactly("bank.yaml", "bank.yaml (2)");
    }

    private static List<String> of(String... files) {
        return ComparisonNames.of(List.of(files).stream().map(Path::of).toList());
    }
}
