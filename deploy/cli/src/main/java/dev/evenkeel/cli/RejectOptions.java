package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.RejectFilter;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which rejects are meant; to be mixed in. */
final class RejectOptions {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only rejects whose message holds this text, whatever its case.")
    private String reason;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            defaultValue = "",
            description = "Only rejects of this stage: decode, window or train.")
    private String stage;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only rows of this time or later: 2026-01-31T00:00:00Z.")
    private Instant since = RejectFilter.ALL.since();

    @Option(names = "--until", paramLabel = "TIME", description = "Only rows before this time.")
    private Instant until = RejectFilter.ALL.until();

    RejectFilter filter() {
        return new RejectFilter(reason, stage, since, until);
    }
}
