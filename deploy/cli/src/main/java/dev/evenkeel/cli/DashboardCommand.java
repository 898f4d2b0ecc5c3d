package dev.evenkeel.cli;

import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.dashboard.server.Dashboard;
import dev.evenkeel.dashboard.server.Origins;
import dev.evenkeel.dashboard.server.Settings;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the stability page of jobs that run anywhere. */
@CommandLine.Command(
        name = "dashboard",
        description = "Serve the live stability page of running jobs, wherever they run, until Ctrl-C. It only reads"
                + " topics; a rollback from the page needs the token.")
final class DashboardCommand extends Command {
    @Mixin
    private PipelineOptions pipeline = new PipelineOptions();

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Show all pipelines of this broker whose topics have the usual names, instead of -p.")
    private String bootstrap;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "A property of Kafka's clients, with --bootstrap. Repeatable.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--flink",
            paramLabel = "URI",
            description = "The REST address of the Flink that runs the jobs, such as http://jobmanager:8081, for"
                    + " checkpoints, restarts and lag.")
    private URI flink;

    @Mixin
    private PageOptions page = new PageOptions();

    @Override
    void run(Console console) throws IOException, InterruptedException {
        Origins origins = origins();
        Settings settings = page.settings();
        stopSignal().listen();
        try (Dashboard dashboard = Dashboard.start(settings, origins)) {
            console.say("page       %s", dashboard.address());
            console.say("rollbacks  need %s", page.aboutToken(settings));
            stopSignal().await();
            console.result(Map.of("address", dashboard.address().toString()));
        }
    }

    private Origins origins() {
        if (pipeline.file().isPresent() == (bootstrap != null)) {
            throw new UsageException("one of both must be named: -p FILE or --bootstrap HOST:PORT");
        }
        if (flink != null && flink.getHost() == null) {
            throw new UsageException("must be an address such as http://jobmanager:8081: --flink=" + flink);
        }
        if (bootstrap != null) {
            return new Origins(
                    List.of(), Optional.of(new KafkaAccess(bootstrap, properties)), Optional.ofNullable(flink));
        }
        PipelineSpec spec = PipelineFile.load(pipeline.requiredFile(), LocalPipelines.sets(pipeline), System::getenv)
                .spec();
        return Origins.of(PageOptions.feed(spec), Optional.ofNullable(flink));
    }
}
