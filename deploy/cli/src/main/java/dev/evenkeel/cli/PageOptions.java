package dev.evenkeel.cli;

import dev.evenkeel.cli.job.LocalJob;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.dashboard.feed.Feed;
import dev.evenkeel.dashboard.server.Dashboard;
import dev.evenkeel.dashboard.server.Origins;
import dev.evenkeel.dashboard.server.Settings;
import dev.evenkeel.job.start.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the stability page is served, and with which token; to be mixed in. */
final class PageOptions {
    /** Takes the token from the environment: on a command line everybody on the machine could read it. */
    static final String TOKEN_VARIABLE = "EVENKEEL_PAGE_TOKEN";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The page's port; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port = Settings.DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "The page's address. On any but a loopback address the page asks for its token even to be"
                    + " looked at. Default: ${DEFAULT-VALUE}.")
    private String bind = Settings.DEFAULT_BIND;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token that a rollback from the page needs. Default: the environment's "
                    + TOKEN_VARIABLE + ", else a new one, which is printed.")
    private Path tokenFile;

    private boolean fresh;

    /**
     * Where and with which token.
     *
     * @throws UsageException when they cannot be
     */
    Settings settings() {
        try {
            return new Settings(InetAddress.getByName(bind), port, token());
        } catch (UnknownHostException e) {
            throw new UsageException("must be an address of this machine: --bind=" + bind);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the page cannot be served: " + e.getMessage());
        }
    }

    private String token() {
        if (tokenFile != null) {
            try {
                return Files.readString(tokenFile).strip();
            } catch (IOException e) {
                throw new UsageException("must be readable: --token-file=" + tokenFile);
            }
        }
        String given = System.getenv(TOKEN_VARIABLE);
        fresh = given == null || given.isBlank();
        return fresh ? Settings.freshToken() : given.strip();
    }

    /** Serves the page of a job in this process; null where there are no settings of a page. */
    static Dashboard serve(Optional<Settings> settings, PipelineSpec spec, LocalJob job) throws IOException {
        return settings.isEmpty()
                ? null
                : Dashboard.start(settings.get(), Origins.of(feed(spec), Optional.of(job.flink())));
    }

    /** Tells where a page is, if it is served, and what rollbacks from there need. */
    void tell(Dashboard served, Optional<Settings> settings, Console console) {
        if (served != null) {
            console.say("page       %s", served.address());
            console.say("rollbacks  from the page need %s", aboutToken(settings.get()));
        }
    }

    /** What to tell about the token; call it after {@link #settings}. */
    String aboutToken(Settings settings) {
        return fresh ? "token " + settings.token() : "the token that was given";
    }

    /** The topics of a pipeline. */
    static Feed feed(PipelineSpec spec) {
        return new Feed(
                Surroundings.access(spec),
                spec.name(),
                spec.metrics().topic(),
                spec.snapshots().topic(),
                spec.control().topic());
    }
}
