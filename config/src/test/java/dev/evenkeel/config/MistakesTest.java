package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.config.document.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {
    /** A line added to the shortest file, and what is said of it. */
    static Stream<Arguments> wrongLines() {
        return Stream.of(
                Arguments.of(
                        "window: {size: abc}",
                        "bank.yaml:8: window.size=abc: must be an integer in [1, 1048576]; write e.g. 256"),
                Arguments.of(
                        "window: {size: 0}",
                        "bank.yaml:8: window.size=0: must be an integer in [1, 1048576]; write e.g. 256"),
                Arguments.of(
                        "window: {size: 99999999999}",
                        "bank.yaml:8: window.size=99999999999: must be an integer in [1, 1048576]; write e.g. 256"),
                Arguments.of(
                        "window: {size: [1, 2]}",
                        "bank.yaml:8: window.size: must be an integer in [1, 1048576], not a list or a mapping; write"
                                + " e.g. 256"),
                Arguments.of("window: {size: }", "bank.yaml:8: window.size: has no value; write e.g. 256"),
                Arguments.of(
                        "window: {timeout: 5 minutes}",
                        "bank.yaml:8: window.timeout=5 minutes: must be a duration in [1ms, 24h] or off; write e.g."
                                + " 200ms"),
                Arguments.of(
                        "window: {step: some}",
                        "bank.yaml:8: window.step=some: must be an integer in [1, 1048576] or auto; write e.g. auto"),
                Arguments.of("window: {sise: 5}", "bank.yaml:8: window.sise: is unknown; did you mean size?"),
                Arguments.of(
                        "window: {length: 1s}",
                        "bank.yaml:8: window.length: is no key of type: count; remove it, or write type: event-time |"
                                + " type: processing-time"),
                Arguments.of(
                        "window: {type: evnt-time}",
                        "bank.yaml:8: window.type=evnt-time: must be count | event-time | processing-time; did you"
                                + " mean event-time?"),
                Arguments.of(
                        "window: [1]",
                        "bank.yaml:8: window: must hold keys and values; write them indented in the lines below"),
                Arguments.of("bootstrap: a:1", "bank.yaml:8: bootstrap: is unknown; did you mean kafka.bootstrap?"),
                Arguments.of(
                        "maxParallelism: 9", "bank.yaml:8: maxParallelism: is unknown; did you mean max-parallelism?"),
                Arguments.of("state: {place: heap}", "bank.yaml:8: state.place: is unknown; known here: backend"),
                Arguments.of(
                        "parallelism: two",
                        "bank.yaml:8: parallelism=two: must be an integer in [1, 32768]; write e.g. 1"),
                Arguments.of(
                        "evaluation: {fading: 1.5}",
                        "bank.yaml:8: evaluation.fading=1.5: must be a number in (0, 1); write e.g. 0.999"),
                Arguments.of(
                        "update: {rule: nag, learning-rate: 0}",
                        "bank.yaml:8: update.learning-rate=0: must be a number > 0; write e.g. 0.5"),
                Arguments.of(
                        "update: {rule: nag, learning-rate: 1e999}",
                        "bank.yaml:8: update.learning-rate=1e999: must be > 0 and finite"),
                Arguments.of(
                        "update: {rule: nag, beta1: 0.5}",
                        "bank.yaml:8: update.beta1: is no key of rule: nag; remove it, or write rule: adam | rule: adamw |"
                                + " rule: amsgrad | …"),
                Arguments.of(
                        "update: {learning-rate: 0.5}",
                        "bank.yaml:8: update.learning-rate: is no key of rule: auto; remove it, or write rule: sgd |"
                                + " rule: momentum | rule: nesterov | …"),
                Arguments.of(
                        "snapshots: {every: 3 batch jobs}",
                        "bank.yaml:8: snapshots.every=3 batch jobs: must be a duration such as 10s, or a number of"
                                + " batches such as \"40 batches\"; write e.g. 10s"),
                Arguments.of(
                        "snapshots: {topic: \"a b\"}",
                        "bank.yaml:8: snapshots.topic=a b: must be 1 to 249 letters, digits, dots, underscores and"
                                + " dashes; write e.g. bank.snapshots"),
                Arguments.of(
                        "checkpoint: {storage: /tmp/here}",
                        "bank.yaml:8: checkpoint.storage=/tmp/here: must be a URI such as"
                                + " file:///var/lib/evenkeel/checkpoints; write e.g."
                                + " file:///var/lib/evenkeel/checkpoints"),
                Arguments.of(
                        "state: {backend: rocksbd}",
                        "bank.yaml:8: state.backend=rocksbd: must be heap | rocksdb; did you mean rocksdb?"),
                Arguments.of(
                        "seed: !!binary 1", "bank.yaml:8: seed: has a tag: tag:yaml.org,2002:binary; remove the tag"),
                Arguments.of("name: again", "bank.yaml:8: name: is given twice; keep one"),
                Arguments.of(
                        "seed: *nothing",
                        "bank.yaml:8: is not YAML: found undefined alias nothing; mind colons, quotes and indents"),
                Arguments.of("? [a]\n: b", "bank.yaml:8: has a key that is a list or a mapping; write a name"),
                Arguments.of(
                        "seed: ${evn:X}",
                        "bank.yaml:8: seed=${evn:X}: has a malformed placeholder; write"
                                + " ${env:NAME}, ${env:NAME:-default} or ${file:/path}, and $${ for a plain ${"));
    }

    @ParameterizedTest
    @MethodSource("wrongLines")
    void wrongLineIsNamedWithItsRemedy(String line, String message) {
        assertThat(mistakes(MINIMAL + line + "\n")).containsExactly(message);
    }

    /** A change of the shortest file, and what is said of it. */
    static Stream<Arguments> wrongChanges() {
        return Stream.of(
                Arguments.of("name: bank\n", "", "bank.yaml:1: name: is missing; write e.g. bank"),
                Arguments.of(
                        "name: bank",
                        "name: the bank",
                        "bank.yaml:1: name=the bank: must be at most 100 letters, digits, dots, underscores and"
                                + " dashes, a letter or digit first; write e.g. bank"),
                Arguments.of(
                        "kafka: {bootstrap: \"localhost:9092\"}",
                        "kafka: {}",
                        "bank.yaml:2: kafka.bootstrap: is missing; write e.g. localhost:9092"),
                Arguments.of(
                        "kafka: {bootstrap: \"localhost:9092\"}\n",
                        "",
                        "bank.yaml:1: kafka.bootstrap: is missing; write e.g. localhost:9092"),
                Arguments.of(
                        "localhost:9092",
                        "localhost",
                        "bank.yaml:2: kafka.bootstrap=localhost: must be host:port, several with commas between"
                                + " them; write e.g. localhost:9092"),
                Arguments.of("{format: csv}", "{}", "bank.yaml:3: examples.format: is missing; write e.g. csv"),
                Arguments.of(
                        "{format: csv}",
                        "{format: cvs}",
                        "bank.yaml:3: examples.format=cvs: must be csv | json | vw | libsvm | avro; did you mean csv?"),
                Arguments.of(
                        "{format: csv}",
                        "{format: csv, options: [a]}",
                        "bank.yaml:3: examples.options: must hold keys and values; write e.g. {key: value}"),
                Arguments.of(
                        "{format: csv}",
                        "{format: csv, options: {header: [a, b]}}",
                        "bank.yaml:3: examples.options.header: must be text; put quotes around the value"),
                Arguments.of(
                        "{format: csv}",
                        "{format: csv, start: first}",
                        "bank.yaml:3: examples.start: must be earliest | latest | {timestamp: …}"),
                Arguments.of(
                        "{format: csv}",
                        "{format: csv, start: {timestamp: monday}}",
                        "bank.yaml:3: examples.start.timestamp=monday: must be a time in ISO-8601 with zone, or"
                                + " milliseconds since 1970; write e.g. 2026-01-31T00:00:00Z"),
                Arguments.of("  label: y\n", "", "bank.yaml:4: schema.label.field: is missing; write e.g. label"),
                Arguments.of(
                        "numeric: [age, balance]",
                        "numeric: age",
                        "bank.yaml:6: schema.numeric: must be a list; write e.g. [age, balance]"),
                Arguments.of(
                        "[age, balance]",
                        "[age, \"\"]",
                        "bank.yaml:6: schema.numeric[1]: must be the name of a column"),
                Arguments.of("[age, balance]", "[age, null]", "bank.yaml:6: schema.numeric[1]: has no value"),
                Arguments.of(
                        "label: y",
                        "label: {field: y, positive: a, negative: a}",
                        "bank.yaml:5: schema.label.negative=a: must differ from the positive value"),
                Arguments.of("{task: binary}", "{}", "bank.yaml:7: model.task: is missing; write e.g. binary"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: network, layers: [{type: dense}]}",
                        "bank.yaml:7: model.layers[0].units: is missing; write e.g. 64"),
                Arguments.of(
                        "{task: binary}",
                        "{task: binary, kind: network, layers: [{units: 3}]}",
                        "bank.yaml:7: model.layers[0].type: is missing; write dense | convolution | pooling | global-pooling"
                                + " | flatten | embedding | residual | weight-norm | dropout | relu | leaky-relu | gelu |"
                                + " silu | softplus | tanh | sigmoid | batch-norm | batch-renorm | layer-norm | rms-norm |"
                                + " instance-norm | group-norm"),
                Arguments.of(
                        "bootstrap: ",
                        "properties: {group.id: g}, bootstrap: ",
                        "bank.yaml:2: kafka.properties: must not hold group.id, set kafka.group instead"));
    }

    @ParameterizedTest
    @MethodSource("wrongChanges")
    void wrongChangeIsNamedWithItsRemedy(String from, String to, String message) {
        assertThat(mistakes(MINIMAL.replace(from, to))).containsExactly(message);
    }

    @Test
    void allMistakesAreReportedAtOnceInTheOrderOfTheFile() {
        assertThat(mistakes("window: {size: x}\nnome: bank\nkafka:\n  bootstrap: a:1\n  partitions: many\n", "seed=y"))
                .containsExactly(
                        "bank.yaml:1: name: is missing; write e.g. bank",
                        "bank.yaml:1: examples.format: is missing; write e.g. csv",
                        "bank.yaml:1: schema.label.field: is missing; write e.g. label",
                        "bank.yaml:1: model.task: is missing; write e.g. binary",
                        "bank.yaml:1: window.size=x: must be an integer in [1, 1048576]; write e.g. 256",
                        "bank.yaml:2: nome: is unknown; did you mean name?",
                        "bank.yaml:5: kafka.partitions=many: must be an integer in [1, 10000]; write e.g. 1",
                        "--set seed=y: must be an integer; write e.g. 1");
    }

    @Test
    void mistakeKnowsItsPlace() {
        assertThatThrownBy(() -> Fixture.parse(MINIMAL + "window:\n  size: abc\n"))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        thrown -> assertThat(thrown.mistakes())
                                .containsExactly(new Mistake(
                                        "bank.yaml",
                                        9,
                                        3,
                                        "window.size",
                                        "abc",
                                        "must be an integer in [1, 1048576]",
                                        "write e.g. 256")))
                .hasMessage("bank.yaml:9: window.size=abc: must be an integer in [1, 1048576]; write e.g. 256");
    }

    @Test
    void fileThatIsNoMappingIsRefused() {
        assertThat(mistakes(""))
                .containsExactly("bank.yaml:1: is empty; write at least name, kafka, examples, schema and model");
        assertThat(mistakes("# nothing\n")).hasSize(1);
        assertThat(mistakes("- a\n- b\n"))
                .containsExactly("bank.yaml:1: must hold keys and values; write e.g. name: bank");
        assertThat(mistakes("a: 1\n---\nb: 2\n"))
                .containsExactly(
                        "bank.yaml:2: is not YAML: but found another document; mind colons, quotes and indents");
    }

    @Test
    void tabsAreNamed() {
        assertThat(mistakes(MINIMAL + "window:\n\tsize: 3\n"))
                .containsExactly("bank.yaml:9: is not YAML: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation); indent with spaces, not with tabs");
    }

    @Test
    void placeholderThatYamlTakesForAMappingIsNamed() {
        assertThat(mistakes(MINIMAL + "window: {size: ${env:SIZE}}\n"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("bank.yaml:8: is not YAML: ")
                        .endsWith("; put quotes around a value with a placeholder"));
    }

    @Test
    void aliasesCannotMakeASmallFileLarge() {
        StringBuilder bomb = new StringBuilder(MINIMAL).append("a0: &a0 [x, x]\n");
        for (int i = 1; i < 15; i++) {
            bomb.append(
                    "a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9)));
        }
        assertThat(mistakes(bomb.toString()))
                .contains("bank.yaml:9: a1[0]: is an alias of a list or a mapping; write it out");
        assertThat(mistakes(MINIMAL + "window: &w {size: *w}\n"))
                .containsExactly("bank.yaml:8: window.size: is an alias of a list or a mapping; write it out");
    }

    @Test
    void nestingIsLimited() {
        assertThat(mistakes(MINIMAL + "window: " + "[".repeat(1000) + "\n")).hasSize(1);
    }

    @Test
    void fileThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("p.yaml");
        assertThatThrownBy(() -> PipelineFile.load(file, List.of(), name -> null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(file + ": does not exist; name a pipeline file, e.g. config/pipelines/bank.yaml");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x41});
        assertThatThrownBy(() -> PipelineFile.load(file, List.of(), name -> null))
                .hasMessage(file + ": is not UTF-8; save it as UTF-8");
        assertThatThrownBy(() -> PipelineFile.load(folder, List.of(), name -> null))
                .hasMessage(folder + ": cannot be read; name a readable file");
    }
}
