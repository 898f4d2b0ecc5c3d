package dev.evenkeel.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: reads the arguments, runs one command, and ends with its exit code. */
@CommandLine.Command(
        name = "evenkeel",
        description = "Continuous learning on live data that stays stable.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the environment failed (broker, disk, port)",
            "2:wrong use or configuration",
            "3:the learner halted"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            StatusCommand.class,
            SavepointCommand.class,
            StopCommand.class,
            ResumeCommand.class,
            EvaluateCommand.class,
            PlasticityCommand.class,
            StabilityCommand.class,
            PredictCommand.class,
            ReplayCommand.class,
            SnapshotCommand.class,
            RejectsCommand.class,
            ControlCommand.class,
            DashboardCommand.class,
            ValidateCommand.class,
            ExplainCommand.class,
            DataCommand.class,
            BrokerCommand.class,
            BenchmarkCommand.class
        })
public final class Main implements Runnable {
    private final PrintStream out;
    private final PrintStream err;
    private final StopSignal stopSignal = new StopSignal();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Spec
    private CommandSpec spec;

    Main(PrintStream out, PrintStream err) {
        this.out = Objects.requireNonNull(out, "out");
        this.err = Objects.requireNonNull(err, "err");
    }

    /** Runs a command in this process and ends the process. */
    public static void main(String[] arguments) {
        int exitCode = new Main(System.out, System.err).execute(arguments);
        System.exit(exitCode); // clients and clusters may have left threads that are no daemons
    }

    /** Runs a command. Returns its exit code. */
    int execute(String... arguments) {
        int exitCode = new CommandLine(this)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .registerConverter(DataSet.class, DataSet::named)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(this::wrongUse)
                .setExecutionExceptionHandler(this::failed)
                .execute(arguments);
        stopSignal.finished(exitCode);
        return exitCode;
    }

    /** Refuses to do nothing: there is no default command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command must be named");
    }

    Console console() {
        return new Console(out, err, options.json());
    }

    StopSignal stopSignal() {
        return stopSignal;
    }

    private int wrongUse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        console().error(failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        console().say("try: %s --help", command.getCommandSpec().qualifiedName());
        return Failures.exitCode(failure);
    }

    private int failed(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        Console console = console();
        Failures.messages(failure).forEach(console::error);
        if (options.verbose()) {
            failure.printStackTrace(err);
        }
        return Failures.exitCode(failure);
    }
}
