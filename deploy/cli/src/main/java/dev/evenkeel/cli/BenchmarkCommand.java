package dev.evenkeel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures on this machine. */
@CommandLine.Command(
        name = "benchmark",
        description = "Measure on this machine what depends on it.",
        subcommands = {FormatsBenchmarkCommand.class})
final class BenchmarkCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Refuses to do nothing: there is no default among them. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "one must be named: formats");
    }
}
