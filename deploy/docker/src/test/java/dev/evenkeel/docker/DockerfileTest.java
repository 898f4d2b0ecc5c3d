package dev.evenkeel.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private static final Path ROOT = Path.of("../..");

    /** A stage with its instructions, comments left out and continued lines joined. */
    private record Stage(String name, List<String> instructions) {
        List<String> copiedFromHere() {
            return instructions.stream()
                    .filter(line -> line.startsWith("COPY ") && !line.startsWith("COPY --from="))
                    .map(line -> line.split(" +", -1))
                    .flatMap(words -> Arrays.stream(words, 1, words.length - 1))
                    .toList();
        }
    }

    @Test
    void everythingThatIsCopiedIsThere() throws IOException {
        List<String> copied = stages().stream()
                .flatMap(stage -> stage.copiedFromHere().stream())
                .toList();
        assertThat(copied)
                .hasSizeGreaterThan(20)
                .allSatisfy(path -> assertThat(ROOT.resolve(path)).exists());
    }

    /** Maven reads the poms of all modules, whichever it builds; where one is missing it builds none. */
    @Test
    void allModulesHaveTheirPomsBeforeAnySourceIsCopied() throws IOException {
        List<String> modules = found("<module>(.*)</module>", ROOT.resolve("pom.xml"));
        assertThat(stages().get(0).copiedFromHere())
                .containsAll(modules.stream().map(module -> module + "/pom.xml").toList())
                .allSatisfy(path -> assertThat(path).doesNotContain("src"));
    }

    @Test
    void ourOwnClassesAreTheLastLayersOfBothImages() throws IOException {
        assertThat(stage("flink").instructions()).last().asString().startsWith("COPY --from=build ");
        assertThat(stage("cli").instructions())
                .last()
                .asString()
                .isEqualTo("COPY --from=build /ours /opt/evenkeel/ours");
        assertThat(stage("flink").instructions().stream().filter(line -> line.contains("--from=build")))
                .hasSize(1);
    }

    @Test
    void flinkIsTheOneThatTheJobIsBuiltFor() throws IOException {
        String version = found("<flink.version>(.*)</flink.version>", ROOT.resolve("pom.xml"))
                .get(0);
        assertThat(stage("flink").instructions()).first().isEqualTo("FROM flink:" + version + "-java17 AS flink");
    }

    /** Flink's own image ends as a user who may not make a folder beside its own, nor change who owns a file. */
    @Test
    void flinksImageIsChangedByRootAndRunsWithout() throws IOException {
        List<String> instructions = stage("flink").instructions();
        assertThat(instructions.indexOf("USER root")).isEqualTo(1);
        assertThat(instructions.subList(instructions.indexOf("USER flink"), instructions.size()))
                .hasSizeGreaterThan(1)
                .noneMatch(line -> line.startsWith("RUN "));
    }

    /** What the image does to the settings of one machine. */
    @Test
    void settingsNameNoAddressOfOneMachine() throws IOException {
        assertThat(stage("flink").instructions())
                .anyMatch(line -> line.contains("-e '/^  host: /d' -e 's/127\\.0\\.0\\.1/0.0.0.0/'"));
        List<String> settings = Files.readAllLines(ROOT.resolve("deploy/cluster/config.yaml"));
        assertThat(settings.stream().filter(line -> line.contains("127.0.0.1")))
                .allMatch(line -> line.strip().matches("(host|bind-host|address|bind-address): 127\\.0\\.0\\.1"));
        assertThat(settings.stream().filter(line -> line.startsWith("  host: ")))
                .containsExactly("  host: 127.0.0.1");
    }

    private static Stage stage(String name) throws IOException {
        return stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Stage> stages() throws IOException {
        String text = Files.readString(Path.of("Dockerfile"))
                .replaceAll("(?m)^\\s*#.*\\n", "")
                .replaceAll("\\\\\\n\\s*", "");
        List<Stage> stages = new ArrayList<>();
        for (String line : text.split("\\n+", -1)) {
            if (line.startsWith("FROM ")) {
                stages.add(new Stage(line.substring(line.indexOf(" AS ") + 4), new ArrayList<>()));
            }
            if (!line.isBlank()) {
                stages.get(stages.size() - 1).instructions().add(line);
            }
        }
        return stages;
    }

    private static List<String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
