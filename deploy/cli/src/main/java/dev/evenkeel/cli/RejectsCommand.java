package dev.evenkeel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks into the topic of rejects, and sends them back. */
@CommandLine.Command(
        name = "rejects",
        description = "Look into the topic of rows that could not be learned, and send them back after a fix.",
        subcommands = {RejectsListCommand.class, RejectsReplayCommand.class})
final class RejectsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Refuses to do nothing: there is no default among them. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one must be named: list or replay");
    }
}
