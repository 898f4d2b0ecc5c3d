package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.minimal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripTest {
    private static void assertSameAfterRoundTrip(PipelineSpec spec) {
        assertThat(Fixture.parse(spec.toYaml()).spec()).isEqualTo(spec);
    }

    @Test
    void printedPipelineParsesToAnEqualOne() {
        assertSameAfterRoundTrip(minimal());
        assertSameAfterRoundTrip(minimal("window=event-time", "window.idle-timeout=off", "snapshots.every=40 batches"));
        assertSameAfterRoundTrip(minimal("window.timeout=off", "window.step=4", "examples.start.timestamp=5"));
        assertSameAfterRoundTrip(minimal(
                "model.kind=network",
                "model.layers=[{type: dense, units: 8}, layer-norm, relu]",
                "update={rule: adam, epsilon: 1e-9}",
                "snapshots.store=s3://models/here"));
        assertSameAfterRoundTrip(minimal(
                "model.task=multiclass",
                "schema.label={field: digit, classes: [0, 1, no]}",
                "schema.missing=[]",
                "schema.time={field: at, format: epoch-ms}",
                "schema.weight=w"));
    }

    @Test
    void awkwardTextSurvives() {
        PipelineSpec spec = minimal(
                "kafka.properties.sasl.jaas.config=a \"b\" 'c' ; $${env:NOT_ONE} # no comment",
                "kafka.properties.number=007",
                "kafka.properties.truth=yes",
                "kafka.properties.empty=''",
                "kafka.properties.lines=\"a\\nb\\tc\"",
                "schema.label.positive=yes",
                "examples.options.delimiter=;");
        assertThat(spec.kafka().properties())
                .containsEntry("sasl.jaas.config", "a \"b\" 'c' ; ${env:NOT_ONE} # no comment")
                .containsEntry("number", "007")
                .containsEntry("truth", "yes")
                .containsEntry("empty", "")
                .containsEntry("lines", "a\nb\tc");
        assertSameAfterRoundTrip(spec);
    }
}
