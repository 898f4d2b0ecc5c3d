package dev.evenkeel.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command. It succeeds unless it throws; {@link Failures} says what an exception means. */
abstract class Command implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /**
     * Does the work.
     *
     * @throws Exception anything; {@link UsageException}, {@link EnvironmentException} and {@link HaltedException} have
     *     an exit code of their own
     */
    abstract void run(Console console) throws Exception;

    @Override
    public final Integer call() throws Exception {
        run(main().console());
        return ExitCode.DONE.code();
    }

    /** How the user asks a command to end early. */
    final StopSignal stopSignal() {
        return main().stopSignal();
    }

    private Main main() {
        return (Main) spec.root().userObject();
    }
}
