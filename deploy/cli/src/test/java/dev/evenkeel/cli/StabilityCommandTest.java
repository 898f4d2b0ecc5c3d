package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.cli.stability.Ablation;
import dev.evenkeel.cli.stability.Attack;
import dev.evenkeel.cli.stability.Frontier;
import dev.evenkeel.cli.stability.PaceSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void theFrontierTellsWhatEachProfileSavesAndCosts() throws IOException {
        Path html = directory.resolve("frontier.html");
        var shown = Invocation.of(
                "stability", "frontier", "--streams", "bank", "--rows", "2000", "--json", "--html", html.toString());
        assertThat(shown.exitCode()).isZero();
        JsonNode bank = new ObjectMapper().readTree(shown.out()).at("/streams/bank");
        for (Attack attack : Frontier.ATTACKS) {
            JsonNode profiles = bank.get(attack.title());
            assertThat(profiles).hasSize(Frontier.PROFILES.size());
            assertThat(profiles.at("/off/clean").asDouble()).isEqualTo(1);
            assertThat(profiles.at("/cautious/worst").asDouble()).isGreaterThan(1);
            assertThat(profiles.at("/cautious/losses")).hasSameSizeAs(profiles.at("/cautious/rows"));
        }
        assertThat(bank.at("/step × 100/cautious/worst").asDouble())
                .as("smaller steps where something is unusual")
                .isLessThan(bank.at("/step × 100/off/worst").asDouble());
        assertThat(Files.readString(html)).contains("Stability against speed", "bank: flipped labels", "Recovery");
    }

    @Test
    void paceTellsWhatVanishesWhatExplodesAndWhatIsEven() throws IOException {
        Path html = directory.resolve("pace.html");
        var shown = Invocation.of("stability", "pace", "--rows", "2560", "--json", "--html", html.toString());
        assertThat(shown.exitCode()).isZero();
        JsonNode networks = new ObjectMapper().readTree(shown.out()).get("networks");
        assertThat(networks).hasSize(PaceSetup.ALL.size());
        assertThat(networks.at("/plain, sparsely begun/vanishing").asLong()).isPositive();
        assertThat(networks.at("/normalized, step × 100/exploding").asLong()).isPositive();
        assertThat(networks.at("/plain/apart").asDouble()).isGreaterThan(10);
        for (String even : List.of("trust ratio", "trust ratio, Adam", "LAMB")) {
            JsonNode network = networks.get("normalized, " + even);
            assertThat(network.get("apart").asDouble()).as(even).isBetween(1.0, 10.0);
            assertThat(network.get("vanishing").asLong()).isZero();
        }
        assertThat(Files.readString(html)).contains("The pace of twenty layers", "At one pace or not");
    }

    @Test
    void poisonInAFileOfOnesOwnCostsLittle() throws IOException {
        Path rows = Samples.csv(directory, 4_000);
        var shown = Invocation.of(
                "stability",
                "poison",
                "--input",
                rows.toString(),
                "-p",
                Samples.pipeline(directory).toString(),
                "--learners",
                "linear",
                "--seeds",
                "1",
                "--json");
        assertThat(shown.exitCode()).as(shown.err()).isZero();
        JsonNode result = new ObjectMapper().readTree(shown.out());
        assertThat(result.path("rows").asInt()).isEqualTo(4_000);
        JsonNode linear = result.at("/learners/linear");
        assertThat(linear.at("/guards/quarantined").asLong()).isZero();
        assertThat(linear.at("/wild/quarantined").asLong()).isPositive();
        assertThat(linear.at("/÷ 1000/relative_loss").asDouble())
                .as("a change of units begins to be learned within the thousand rows before those judged")
                .isLessThan(3);
        assertThat(linear.has("× 1000")).isTrue();
        for (String poison : List.of("wild", "mild")) {
            assertThat(linear.at("/" + poison + "/relative_loss").asDouble())
                    .as(poison)
                    .isBetween(0.9, 1.05);
        }
        assertThat(linear.has("wild label")).isFalse();
        assertThat(Invocation.of("stability", "poison", "--input", rows.toString(), "--learners", "all")
                        .err())
                .contains("must be of [nag, linear, mlp, auto, pipeline]: --learners=all");
    }

    @Test
    void wrongUseIsRefused() {
        var refused = Invocation.of("stability", "ablation", "--rows", "5");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("must be at least 100: --rows=5");
        assertThat(Invocation.of("stability").err()).contains("one must be named: ablation, frontier, pace or poison");
        assertThat(Invocation.of("stability", "pace", "--rows", "10").err())
                .contains("must be at least 2560: --rows=10");
    }
}
