package dev.evenkeel.cli;

import dev.evenkeel.cli.job.JobWatch;
import dev.evenkeel.cli.job.LocalJob;
import dev.evenkeel.cli.job.RunSummary;
import dev.evenkeel.cli.job.Target;
import dev.evenkeel.config.Pipeline;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.dashboard.server.Dashboard;
import dev.evenkeel.dashboard.server.Settings;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a pipeline. */
@CommandLine.Command(
        name = "run",
        description =
                "Run a pipeline's job, here until Ctrl-C, which stops it with a savepoint, or on a Flink cluster; the"
                        + " next run resumes there.")
final class RunCommand extends Command {
    private static final Duration WAIT = Duration.ofMillis(500);

    @Mixin
    private PipelineOptions pipelineOptions = new PipelineOptions();

    @ArgGroup
    private Place place = new Place();

    /** One of these. */
    private static final class Place {
        @Option(names = "--local", description = "Run the job in this process, until Ctrl-C.")
        private boolean local;

        @Option(
                names = "--target",
                paramLabel = "HOST:PORT",
                description = "Submit the job to the Flink cluster whose REST interface is there, and leave.")
        private String target;
    }

    @ArgGroup
    private Origin origin = new Origin();

    /** At most one of these. */
    private static final class Origin {
        @Option(
                names = "--fresh",
                description = "Begin anew at examples.start; older checkpoints and published snapshots are set aside.")
        private boolean fresh;

        @Option(
                names = "--from-savepoint",
                paramLabel = "URI",
                description = "Resume from this savepoint or checkpoint instead of the newest.")
        private String savepoint;

        @Option(
                names = "--from-snapshot",
                paramLabel = "latest|SEQUENCE",
                description =
                        "Continue a published snapshot with the rows after it, without any checkpoint; later snapshots"
                                + " are set aside.")
        private String snapshot;

        StartFrom startFrom() {
            if (fresh) {
                return new StartFrom.Fresh();
            }
            if (snapshot != null) {
                return parsed(snapshot);
            }
            return savepoint == null ? new StartFrom.Newest() : new StartFrom.Savepoint(savepoint);
        }

        private static StartFrom parsed(String snapshot) {
            try {
                return StartFrom.Snapshot.parse(snapshot);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage(), e);
            }
        }
    }

    @Option(
            names = "--dashboard",
            description = "With --local: serve the live stability page as well. --port, --bind and --token-file are the"
                    + " page's.")
    private boolean dashboard;

    @Mixin
    private PageOptions page = new PageOptions();

    @Mixin
    private MetricsPortOption metrics = new MetricsPortOption();

    @Override
    void run(Console console) throws Exception {
        if (dashboard && !place.local) {
            throw new UsageException(
                    "--dashboard needs --local; of a job on a cluster: deploy/evenkeel dashboard -p FILE"
                            + " --flink http://HOST:PORT");
        }
        if (place.target != null) {
            Target target = Target.parse(place.target);
            new Submission(TargetOptions.spec(pipelineOptions, target), target).submit(origin.startFrom(), console);
            return;
        }
        if (!place.local) {
            throw new UsageException("where to run must be named: --local, which runs the job in this process, or"
                    + " --target HOST:PORT, a Flink cluster");
        }
        Pipeline pipeline = LocalPipelines.load(pipelineOptions);
        PipelineSpec spec = pipeline.spec();
        Optional<Settings> settings = dashboard ? Optional.of(page.settings()) : Optional.empty();
        OptionalInt metricsPort = metrics.port();
        stopSignal().listen();
        JobStart start = JobStart.prepare(spec, origin.startFrom());
        long startedNs = System.nanoTime();
        try (JobWatch watch = JobWatch.open(spec);
                LocalJob job = LocalJob.start(start, metricsPort);
                Dashboard shown = PageOptions.serve(settings, spec, job)) {
            console.say(
                    "%s: reading %s at %s, %s",
                    spec.name(), spec.examples().topic(), spec.kafka().bootstrap(), start.origin());
            page.tell(shown, settings, console);
            String savepoint = follow(console, watch, job);
            RunSummary summary = new RunSummary(
                    spec,
                    job.counts(),
                    watch.report(),
                    watch.reports(),
                    (System.nanoTime() - startedNs) / 1e9,
                    RunSummary.lastSnapshot(spec));
            console.say("stopped with savepoint %s", savepoint);
            Summaries.print(summary, console);
            console.result(summary.toJson());
        }
    }

    private String follow(Console console, JobWatch watch, LocalJob job) throws IOException {
        boolean told = false;
        while (!stopSignal().isAsked()) {
            watch.poll(WAIT);
            if (watch.halted() && !told) {
                console.error(watch.reason());
                console.say(
                        "The job stays up, and the last good state published. Look at the stream, then go on with:"
                                + " deploy/evenkeel control resume -p %s",
                        pipelineOptions.requiredFile());
            }
            told = watch.halted();
            console.progress("%s", watch.line());
            if (!job.running()) {
                job.counts(); // throws with the cause
                throw new EnvironmentException("job must run until it is stopped: it ended by itself");
            }
        }
        console.say("stopping with a savepoint");
        String savepoint = job.stop();
        watch.finish();
        return Optional.ofNullable(savepoint).orElse("");
    }
}
