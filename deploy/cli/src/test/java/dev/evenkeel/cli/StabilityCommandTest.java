package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.stability.Ablation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StabilityCommandTest {
    @TempDir
    private Path directory;

    @Test
    void poisonedNumbersCostNothingWithAllGuardsAndAreQuarantined() throws IOException {
        Path html = directory.resolve("ablation.html");
        var shown = Invocation.of(
                "stability", "ablation", "--streams", "bank", "--rows", "1500", "--json", "--html", html.toString());
        assertThat(shown.exitCode()).isZero();
        JsonNode bank = new ObjectMapper().readTree(shown.out()).at("/streams/bank");
        assertThat(bank).hasSize(Ablation.GUARDS.size());
        JsonNode guarded = bank.at("/all on/poisoned numbers");
        assertThat(guarded.get("relative_loss").asDouble()).isBetween(0.98, 1.02);
        assertThat(guarded.get("quarantined").asLong()).isPositive();
        assertThat(bank.at("/all off/poisoned numbers/quarantined").asLong()).isZero();
        assertThat(Files.readString(html)).contains("What each guard is worth", "without update bound");
    }

    @Test
    void wrongUseIsRefused() {
        var refused = Invocation.of("stability", "ablation", "--rows", "5");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("must be at least 100: --rows=5");
        assertThat(Invocation.of("stability").err()).contains("one must be named: ablation");
    }
}
