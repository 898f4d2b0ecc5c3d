package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.plasticity.Digits;
import dev.evenkeel.cli.plasticity.Method;
import dev.evenkeel.cli.plasticity.PermutedDigits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlasticityCommandTest {
    @TempDir
    private Path directory;

    /** The full form has 50 tasks and 3 seeds; what plain Adam loses in it shows in less. */
    @Test
    void plainAdamForgetsHowToLearnAndL2InitDoesNot() throws IOException {
        Digits digits;
        try (InputStream csv = DataSet.DIGITS.open()) {
            digits = Digits.read(csv);
        }
        assertThat(digits.count()).isEqualTo(DataSet.DIGITS.rows());
        PermutedDigits experiment = new PermutedDigits(30, 2_000, 1);
        PermutedDigits.Outcome adam = experiment.run(Method.ALL.get(0), digits);
        PermutedDigits.Outcome l2Init = experiment.run(Method.ALL.get(1), digits);
        assertThat(adam.method().name()).isEqualTo("adam");
        assertThat(adam.first() - adam.last()).isGreaterThan(0.05);
        assertThat(l2Init.method().name()).isEqualTo("l2-init");
        assertThat(l2Init.last() - l2Init.first()).isGreaterThan(-0.01);
        assertThat(experiment.run(Method.ALL.get(1), digits).accuracies()).isEqualTo(l2Init.accuracies());
    }

    @Test
    void reportsEveryMethodAsTableJsonAndFigure() throws IOException {
        Path html = directory.resolve("plasticity.html");
        var shown = Invocation.of(
                "plasticity", "--tasks", "2", "--examples", "100", "--seeds", "1", "--json", "--html", html.toString());
        assertThat(shown.exitCode()).isZero();
        JsonNode result = new ObjectMapper().readTree(shown.out());
        assertThat(result.at("/methods")).hasSize(Method.ALL.size());
        assertThat(result.at("/methods/redo/accuracies")).hasSize(2);
        assertThat(Files.readString(html)).contains("Online permuted digits", "continual-backprop", "layer-norm-decay");
    }

    @Test
    void wrongUseIsRefused() {
        var refused = Invocation.of("plasticity", "--tasks", "1");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "must be at least two tasks, one example and one seed: --tasks=1, --examples=2000, --seeds=3");
    }
}
