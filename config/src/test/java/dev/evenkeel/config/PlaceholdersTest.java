package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOST", "broker", "SIZE", "32", "EMPTY", "");

    private static PipelineSpec parse(String text) {
        return PipelineFile.parse(text, "bank.yaml", List.of(), ENVIRONMENT::get)
                .spec();
    }

    private static String topic(String value) {
        return parse(MINIMAL + "metrics:\n  topic: " + value + "\n").metrics().topic();
    }

    @Test
    void variableStandsForItsValueAnywhereInAValue() {
        assertThat(parse(MINIMAL.replace("localhost:", "${env:HOST}:")).kafka().bootstrap())
                .isEqualTo("broker:9092");
        assertThat(topic("${env:HOST}.${env:SIZE}")).isEqualTo("broker.32");
        assertThat(parse(MINIMAL + "window: {size: \"${env:SIZE}\"}\n").window().largest())
                .isEqualTo(32);
    }

    @Test
    void defaultStandsInForAVariableThatIsNotSet() {
        assertThat(topic("${env:NOT_SET:-a.b}")).isEqualTo("a.b");
        assertThat(topic("a${env:NOT_SET:-}")).isEqualTo("a");
        assertThat(topic("a${env:EMPTY:-b}")).isEqualTo("a");
    }

    @Test
    void doubledDollarIsNoPlaceholder() {
        assertThat(parse(MINIMAL.replace("label: y", "label: $${env:HOST}"))
                        .schema()
                        .label()
                        .field())
                .isEqualTo("${env:HOST}");
    }

    @Test
    void fileStandsForItsContentsWithoutTheLastLineEnd(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("topic"), "from.file\n");
        assertThat(topic("${file:" + folder.resolve("topic") + "}")).isEqualTo("from.file");
        Path pipeline = folder.resolve("p.yaml");
        Files.writeString(pipeline, MINIMAL + "metrics:\n  topic: ${file:topic}\n");
        assertThat(PipelineFile.load(pipeline, List.of(), name -> null)
                        .spec()
                        .metrics()
                        .topic())
                .isEqualTo("from.file");
    }

    @Test
    void whatIsNotThereIsAMistakeWithItsLine(@TempDir Path folder) throws IOException {
        assertThat(Fixture.mistakes(MINIMAL + "metrics:\n  topic: ${env:NOT_SET}\n"))
                .containsExactly("bank.yaml:9: metrics.topic=${env:NOT_SET}: environment variable is not set: NOT_SET;"
                        + " set it, or write ${env:NOT_SET:-default}");
        assertThat(Fixture.mistakes(MINIMAL + "metrics:\n  topic: ${file:/not/there}\n"))
                .containsExactly("bank.yaml:9: metrics.topic=${file:/not/there}: file does not exist: /not/there;"
                        + " create it, or name another");
        assertThat(Fixture.mistakes(MINIMAL, "metrics.topic=${file:" + folder + "}"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("is no regular file: " + folder));
        Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);
        assertThat(Fixture.mistakes(MINIMAL, "metrics.topic=${file:" + folder.resolve("large") + "}"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("file is larger than 1 MiB: "));
        Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
        assertThat(Fixture.mistakes(MINIMAL, "metrics.topic=${file:" + folder.resolve("bytes") + "}"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("file cannot be read: "));
    }
}
