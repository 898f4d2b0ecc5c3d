package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MainTest {
    @Test
    void helpListsCommandsAndExitCodes() {
        var help = Invocation.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("broker", "data", "3   the learner halted");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelpAndTheCommonOptions() {
        var help = Invocation.of("data", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("evenkeel data", "--json", "--verbose", "One of: bank, digits, ");
    }

    @Test
    void versionNamesWhatItWasBuiltWith() {
        var version = Invocation.of("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.out().lines()).hasSize(4).first().asString().matches("evenkeel \\d+\\.\\d+\\.\\d+.*");
        assertThat(version.out()).containsPattern("Flink 2\\.").containsPattern("Kafka 4\\.");
    }

    @Test
    void noCommandIsWrongUse() {
        var nothing = Invocation.of();

        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err().lines()).containsExactly("error: a command must be named", "try: evenkeel --help");
    }

    @Test
    void anUnknownCommandIsWrongUseWithASuggestion() {
        var typo = Invocation.of("dta");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.out()).isEmpty();
        assertThat(typo.err())
                .startsWith("error: Unmatched argument at index 0: 'dta'")
                .contains("Did you mean", "data");
    }

    @Test
    void anUnknownOptionIsWrongUse() {
        var typo = Invocation.of("data", "bank", "--ot", "x.csv");

        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("--ot").contains("try: evenkeel data --help");
    }
}
