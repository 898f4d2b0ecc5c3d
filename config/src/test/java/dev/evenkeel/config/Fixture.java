package dev.evenkeel.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evenkeel.config.document.Mistake;
import java.util.List;
import java.util.Map;

/** Pipeline files for tests. */
final class Fixture {
    /** The shortest file that is right; seven lines, so that what is added starts in line eight. */
    static final String MINIMAL = """
            name: bank
            kafka: {bootstrap: "localhost:9092"}
            examples: {format: csv}
            schema:
              label: y
              numeric: [age, balance]
            model: {task: binary}
            """;

    private Fixture() {}

    /** The pipeline of a text. */
    static Pipeline parse(String text, String... sets) {
        return PipelineFile.parse(text, "bank.yaml", List.of(sets), name -> null);
    }

    /** The pipeline of the shortest file and what is added to it. */
    static PipelineSpec minimal(String... sets) {
        return parse(MINIMAL, sets).spec();
    }

    /** What is wrong with a text, a line a mistake. */
    static List<String> mistakes(String text, String... sets) {
        return mistakes(text, Map.of(), sets);
    }

    /** What is wrong with a text in an environment, a line a mistake. */
    static List<String> mistakes(String text, Map<String, String> environment, String... sets) {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> PipelineFile.parse(text, "bank.yaml", List.of(sets), environment::get));
        return thrown.mistakes().stream().map(Mistake::toString).toList();
    }
}
