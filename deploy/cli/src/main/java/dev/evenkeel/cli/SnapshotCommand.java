package dev.evenkeel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the topic of snapshots, and returns to one. */
@CommandLine.Command(
        name = "snapshot",
        description = "Look into the topic of published models, and return to one.",
        subcommands = {
            SnapshotListCommand.class,
            SnapshotShowCommand.class,
            SnapshotFetchCommand.class,
            SnapshotRollbackCommand.class
        })
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Refuses to do nothing: there is no default among them. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one must be named: list, show, fetch or rollback");
    }
}
