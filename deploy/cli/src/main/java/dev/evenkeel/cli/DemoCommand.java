package dev.evenkeel.cli;

import dev.evenkeel.cli.job.JobWatch;
import dev.evenkeel.cli.job.LocalJob;
import dev.evenkeel.cli.job.RunSummary;
import dev.evenkeel.cli.job.StreamFeed;
import dev.evenkeel.cli.topic.Replay;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.dashboard.server.Dashboard;
import dev.evenkeel.dashboard.server.Settings;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole on a real stream: a broker and Flink in this process, a stream that is learned, topics to look into. */
@CommandLine.Command(
        name = "demo",
        description = "Learn a real stream: a real broker and Flink in this process, 45,211 phone calls of a bank.")
final class DemoCommand extends Command {
    private static final Duration WAIT = Duration.ofMillis(200);
    /** The default rate is such that the default stream takes about a minute. */
    private static final double DEFAULT_SECONDS = 60;

    private static final String DEFAULT_PIPELINE = "/dev/evenkeel/config/pipelines/bank.yaml";

    @Mixin
    private PipelineOptions pipelineOptions = new PipelineOptions();

    @Option(names = "--input", paramLabel = "FILE", description = "The stream, with --pipeline. Default: the bank's.")
    private Path input;

    @Option(names = "--headless", description = "Serve no page.")
    private boolean headless;

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write what happened as one page that needs no network, at the end.")
    private Path html;

    @Option(names = "--exit", description = "Leave when the stream is learned; otherwise Ctrl-C ends the demo.")
    private boolean exit;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Examples a second; 0: as fast as it goes. Default: such that the bank's take a minute.")
    private double rate = DataSet.BANK.rows() / DEFAULT_SECONDS;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The broker's port; 0, the default, takes a free one.")
    private int kafkaPort;

    @Mixin
    private MetricsPortOption metrics = new MetricsPortOption();

    @Override
    void run(Console console) throws Exception {
        if (pipelineOptions.file().isPresent() != (input != null)) {
            throw new UsageException("a stream of one's own needs both: --pipeline FILE --input FILE");
        }
        if (rate < 0) {
            throw new UsageException("must be >= 0: --rate=" + rate);
        }
        Optional<Settings> settings = headless ? Optional.empty() : Optional.of(page.settings());
        OptionalInt metricsPort = metrics.port();
        stopSignal().listen();
        String name = pipeline("localhost:1", Path.of("/")).name();
        Path folder = StateDirectory.of("demo").resolve(name);
        Folders.delete(folder); // a demo begins at the beginning
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka")).withPort(kafkaPort))) {
            PipelineSpec spec = pipeline(kafka.bootstrap(), folder);
            RunSummary summary = demo(spec, settings, metricsPort, console);
            Summaries.print(summary, console);
            if (html != null) {
                RunPage.of(spec).write(html);
                console.print("  report     %s", html);
            }
            lookInto(spec, folder, console);
            console.result(summary.toJson());
            if (exit && "halted".equals(summary.report().path("verdict").asText())) {
                throw new HaltedException(summary.report().path("reason").asText());
            }
        }
    }

    /** The topics outlive the demo: how to look into them. */
    private void lookInto(PipelineSpec spec, Path folder, Console console) {
        String file = pipelineOptions.file().map(Path::toString).orElse("config/pipelines/bank.yaml");
        console.print("  look       deploy/evenkeel broker --dir %s", folder.resolve("kafka"));
        console.print("             deploy/evenkeel snapshot list -p %s", file);
        console.print(
                "             kafka-console-consumer --bootstrap-server localhost:9092 --from-beginning --topic %s",
                spec.metrics().topic());
    }

    private RunSummary demo(PipelineSpec spec, Optional<Settings> settings, OptionalInt metricsPort, Console console)
            throws IOException {
        JobStart start = JobStart.prepare(spec, new StartFrom.Newest());
        long startedNs = System.nanoTime();
        try (JobWatch watch = JobWatch.open(spec);
                LocalJob job = LocalJob.start(start, metricsPort);
                Dashboard dashboard = PageOptions.serve(settings, spec, job);
                StreamFeed feed = StreamFeed.start(new Replay(spec, () -> rows(spec), rate, 1))) {
            console.say(
                    "%s: broker at %s, topic %s",
                    spec.name(), spec.kafka().bootstrap(), spec.examples().topic());
            page.tell(dashboard, settings, console);
            follow(console, watch, job, feed);
            if (watch.halted()) { // rows that wait are not to be learned
                job.stop();
            } else {
                job.drain();
            }
            watch.finish();
            return new RunSummary(
                    spec,
                    job.counts(),
                    watch.report(),
                    watch.reports(),
                    (System.nanoTime() - startedNs) / 1e9,
                    RunSummary.lastSnapshot(spec));
        }
    }

    /** Until the stream is learned ({@code --exit}) or somebody asks to stop. */
    private void follow(Console console, JobWatch watch, LocalJob job, StreamFeed feed) throws IOException {
        boolean told = false;
        boolean halted = false;
        while (!stopSignal().isAsked()) {
            watch.poll(WAIT);
            console.progress("%s", watch.line());
            if (!job.running()) {
                job.counts(); // throws with the cause
                throw new EnvironmentException("job must run until it is stopped: it ended by itself");
            }
            if (watch.halted()) {
                if (exit) {
                    return;
                }
                if (!halted) {
                    halted = true;
                    console.error(watch.reason());
                    console.say("The job stays up, and the last good state published; Ctrl-C ends it.");
                }
            }
            boolean allRead = feed.done() && job.read() >= feed.published();
            if (allRead && exit) {
                return;
            }
            if (allRead && !told) {
                told = true;
                console.say("%s", watch.line());
                console.say("The stream is learned. The job goes on with whatever comes; Ctrl-C ends it.");
            }
        }
    }

    private RowReader rows(PipelineSpec spec) throws IOException {
        String format = spec.examples().format().key();
        return input == null
                ? RowReader.read(
                        "bank-full.csv",
                        DataSet.BANK.open(),
                        format,
                        spec.examples().options())
                : RowReader.open(input, format, spec.examples().options());
    }

    private PipelineSpec pipeline(String bootstrap, Path folder) throws IOException {
        List<String> sets = new ArrayList<>();
        sets.add("checkpoint.storage=" + folder.resolve("checkpoints").toUri());
        sets.addAll(LocalPipelines.sets(pipelineOptions));
        sets.add("kafka.bootstrap=" + bootstrap);
        Optional<Path> file = pipelineOptions.file();
        if (file.isPresent()) {
            return PipelineFile.load(file.get(), sets, System::getenv).spec();
        }
        try (InputStream yaml = DemoCommand.class.getResourceAsStream(DEFAULT_PIPELINE)) {
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            return PipelineFile.parse(text, "bank.yaml", sets, System::getenv).spec();
        }
    }
}
