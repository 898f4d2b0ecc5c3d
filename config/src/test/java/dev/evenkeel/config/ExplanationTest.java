package dev.evenkeel.config;

import static dev.evenkeel.config.Fixture.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void everySettingHasItsOrigin() {
        Pipeline pipeline = PipelineFile.parse(
                MINIMAL + "update: nag\nwindow:\n  timeout: off\n  size: ${env:SIZE}\n",
                "bank.yaml",
                List.of("seed=7"),
                Map.of("SIZE", "32")::get);
        assertThat(Explanation.of(pipeline).toString().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "name bank bank.yaml:1",
                        "seed 7 --set",
                        "kafka.bootstrap localhost:9092 bank.yaml:2",
                        "kafka.partitions 1 default",
                        "schema.label.field y bank.yaml:5",
                        "schema.numeric [age, balance] bank.yaml:6",
                        "update.rule nag bank.yaml:8",
                        "update.learning-rate 0.5 default",
                        "window.timeout off bank.yaml:10",
                        "window.size 32 environment",
                        "examples.start earliest default");
        assertThat(pipeline.isDefault("checkpoint.storage")).isTrue();
        assertThat(pipeline.isDefault("seed")).isFalse();
    }
}
