package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static dev.evenkeel.config.Fixture.minimal;
import static dev.evenkeel.config.Fixture.mistakes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.config.document.Origin;
import dev.evenkeel.config.spec.Start;
import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.update.NagHyperparameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverridesTest {
    @Test
    void overrideReplacesWhatTheFileSaysAndAddsWhatItDoesNot() {
        PipelineSpec spec =
                minimal("schema.numeric=[day, pdays]", "window.size=32", "window.timeout=off", "name=other");
        assertThat(spec.columns().numeric()).containsExactly("day", "pdays");
        assertThat(spec.window()).isEqualTo(new WindowSpec.Count(32, Optional.empty(), Optional.empty()));
        assertThat(spec.examples().topic()).isEqualTo("other.examples");
    }

    @Test
    void laterOverrideWins() {
        assertThat(minimal("seed=2", "seed=3").seed()).isEqualTo(3);
    }

    @Test
    void keysOfClientsMayHaveDots() {
        assertThat(minimal("kafka.properties.security.protocol=SSL", "kafka.properties.a=b")
                        .kafka()
                        .properties())
                .isEqualTo(Map.of("security.protocol", "SSL", "a", "b"));
    }

    @Test
    void valueNeedsNoQuotesUnlessItIsAListOrAMapping() {
        assertThat(minimal("examples.options.delimiter=,", "examples.options.header=a: b # c", "examples.options.q='x'")
                        .examples()
                        .options())
                .isEqualTo(Map.of("delimiter", ",", "header", "a: b # c", "q", "x"));
        assertThat(minimal("window={type: processing-time, length: 3s}").window())
                .isEqualTo(new WindowSpec.ProcessingTime(Duration.ofSeconds(3), 65_536, Optional.empty()));
    }

    @Test
    void overrideBelowAPlainValueKeepsWhatThatStandsFor() {
        assertThat(minimal("update=nag", "update.learning-rate=0.1").update().settings())
                .isEqualTo(new NagHyperparameters(0.1, 0.5));
        assertThat(minimal("schema.label.positive=yes").schema().label().positive())
                .isEqualTo("yes");
        assertThat(minimal("schema.label.positive=yes").schema().label().field())
                .isEqualTo("y");
    }

    @Test
    void startTakesAWordOrATime() {
        Instant may = Instant.parse("2008-05-01T00:00:00Z");
        assertThat(minimal("examples.start=latest").examples().start()).isEqualTo(new Start.Latest());
        assertThat(minimal("examples.start=latest", "examples.start.timestamp=2008-05-01T02:00:00+02:00")
                        .examples()
                        .start())
                .isEqualTo(new Start.Timestamp(may));
        assertThat(minimal("examples.start={timestamp: 1209600000000}")
                        .examples()
                        .start())
                .isEqualTo(new Start.Timestamp(may));
    }

    @Test
    void wholePipelineMayBeOverrides() {
        assertThat(Fixture.parse(
                                "",
                                "name=a",
                                "kafka.bootstrap=b:1",
                                "examples.format=csv",
                                "schema.label=y",
                                "schema.text=[t]",
                                "model.task=binary")
                        .spec()
                        .name())
                .isEqualTo("a");
    }

    @Test
    void mistakesNameTheOverride() {
        assertThat(mistakes(MINIMAL, "window.size=abc"))
                .containsExactly("--set window.size=abc: must be an integer in [1, 1048576]; write e.g. 256");
        assertThat(mistakes(MINIMAL, "window.sise=abc"))
                .containsExactly("--set window.sise: is unknown; did you mean size?");
        assertThat(mistakes(MINIMAL, "window"))
                .containsExactly("--set must be path=value; write e.g. --set window.size=256");
        assertThat(mistakes(MINIMAL, "schema.numeric=[a, b"))
                .containsExactly("--set schema.numeric: is not YAML: expected ',' or ']', but got <stream end>; mind"
                        + " colons, quotes and indents");
    }

    @Test
    void overriddenPlaceholderNeedsNotResolve() {
        Pipeline pipeline =
                Fixture.parse(MINIMAL.replace("localhost:9092", "${env:NOT_SET}"), "kafka.bootstrap=broker:9092");
        assertThat(pipeline.spec().kafka().bootstrap()).isEqualTo("broker:9092");
        assertThat(pipeline.origin("kafka.bootstrap")).isEqualTo(Origin.ofSet());
    }
}
