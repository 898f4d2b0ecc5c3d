package dev.evenkeel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Attacks learners. */
@CommandLine.Command(
        name = "stability",
        description = "Attack learners, and see what holds.",
        subcommands = {
            StabilityAblationCommand.class,
            StabilityFrontierCommand.class,
            StabilityPaceCommand.class,
            StabilityPoisonCommand.class
        })
final class StabilityCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Refuses to do nothing: there is no default among them. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one must be named: ablation, frontier, pace or poison");
    }
}
