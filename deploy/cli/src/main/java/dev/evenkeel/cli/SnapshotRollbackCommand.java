package dev.evenkeel.cli;

import dev.evenkeel.cli.topic.SnapshotShelf;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.ControlRecord;
import dev.evenkeel.connectors.kafka.SnapshotEntry;
import java.io.IOException;
import java.util.OptionalLong;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Returns a running job to a published model. */
@CommandLine.Command(
        name = "rollback",
        description =
                "Return the running job to a published model, complete: weights, step sizes, normalizers. It goes on"
                        + " learning from there, and publishes at once.")
final class SnapshotRollbackCommand extends Command {
    @Parameters(
            paramLabel = "SEQUENCE",
            defaultValue = SnapshotShelf.LATEST,
            description = "Its number, or latest, the default.")
    private String which;

    @Mixin
    private OrderOptions options = new OrderOptions();

    @Override
    void run(Console console) throws IOException {
        PipelineSpec spec = options.spec();
        SnapshotShelf shelf = new SnapshotShelf(spec);
        SnapshotEntry entry = shelf.find(which);
        shelf.read(entry); // a damaged one is found here, not by the job
        console.say("%s of version %,d, sha256 %s", entry.id().key(), entry.id().version(), entry.sha256());
        options.give(
                spec, ControlRecord.Action.ROLLBACK, OptionalLong.of(entry.id().sequence()), console);
    }
}
