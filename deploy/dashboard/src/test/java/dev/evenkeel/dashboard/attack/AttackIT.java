package dev.evenkeel.dashboard.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.evenkeel.config.PipelineFile;
import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.RowPublisher;
import dev.evenkeel.dashboard.browser.Accessibility;
import dev.evenkeel.dashboard.browser.Chromium;
import dev.evenkeel.dashboard.browser.Required;
import dev.evenkeel.dashboard.browser.Tab;
import dev.evenkeel.dashboard.feed.Feed;
import dev.evenkeel.dashboard.server.Dashboard;
import dev.evenkeel.dashboard.server.Origins;
import dev.evenkeel.dashboard.server.Settings;
import dev.evenkeel.embedded.BrokerSettings;
import dev.evenkeel.embedded.EmbeddedFlink;
import dev.evenkeel.embedded.EmbeddedKafka;
import dev.evenkeel.job.settings.PipelineText;
import dev.evenkeel.job.start.JobStart;
import dev.evenkeel.job.start.StartFrom;
import dev.evenkeel.job.start.Surroundings;
import dev.evenkeel.job.training.BombedTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker, job, page and browser, all real: steps a hundred times too long from row 20,000 on, a broken sensor from row 30,000 on,
 * and from row 40,000 on labels that follow from the features the other way round, each for 2,000 rows.
 */
final class AttackIT {
    private static final String IMAGES = "evenkeel.screenshots";
    private static final long FIRST = 20_000;
    private static final long POISON = 30_000;
    private static final long LAST = 40_000;
    private static final long LENGTH = 2_000;
    private static final long END = 50_000;
    private static final double PATIENCE_MS = 3_000;

    @TempDir
    private Path folder;

    private PlantRows rows;
    private Tab tab;
    /** Rows a second from shortly before the first attack on. */
    private double rate;

    @Test
    @Tag("soak")
    void eachAttackIsNamedWithinThreeSecondsAndOvercome() throws Exception {
        rows = new PlantRows(POISON, POISON + LENGTH, LAST, LAST + LENGTH);
        rate = 3_000;
        underAttack(FIRST, 100, spec -> {
            calm(spec, FIRST);
            double bombMs = attacked(spec, POISON, "layer .* explodes: ");
            double poisonMs = attacked(spec, LAST, "feature temperature out of range in ");
            double driftMs = attacked(spec, END, "label does not follow from the features as before");
            JsonNode run = tab.evaluate("(async () => { const state = await (await fetch('/api/state')).json();"
                    + " const run = state.models[0].runs[0].run;"
                    + " return (await fetch(`/api/history?id=plant&span=3600000&run=${run}`)).json(); })()");
            assertThat(marks(run, bombMs)).as("marks of the bomb").contains("drift");
            assertThat(marks(run, driftMs)).as("marks of the drift").contains("drift");
            for (double atMs : new double[] {bombMs, poisonMs, driftMs}) {
                assertThat(troubleAfter(run, atMs) - atMs)
                        .as("where charts are shaded")
                        .isBetween(0.0, PATIENCE_MS);
            }
            nothingKeepsPeopleFromTheSnapshots();
        });
    }

    /** The table with two snapshots compared, then the question before a rollback, light and dark. */
    private void nothingKeepsPeopleFromTheSnapshots() throws IOException {
        tab.await("document.querySelectorAll('#panel-snapshots tbody input').length > 1");
        tab.evaluate(
                "[...document.querySelectorAll('#panel-snapshots tbody input')].slice(0, 2).forEach(box => box.click())");
        tab.await("document.querySelector('#panel-snapshots table caption')");
        for (String opened : List.of("snapshots", "rollback", "rollback in the dark")) {
            if (opened.equals("rollback")) {
                tab.evaluate("document.querySelector('#panel-snapshots [data-key^=r]').click()");
                tab.await("document.querySelector('#panel-snapshots dialog').open");
            } else if (opened.equals("rollback in the dark")) {
                tab.look(1280, 4_000, true);
                tab.await("document.documentElement.dataset.theme === 'dark'");
            }
            tab.await("document.getAnimations().every(a => a.playState === 'finished')");
            assertThat(Accessibility.violations(tab)).as(opened).isEmpty();
        }
    }

    /** Only with {@code -Devenkeel.screenshots=FOLDER}: a network, so that each chart has something to show. */
    @Test
    @Tag("soak")
    void imagesOfEachVerdict() throws Exception {
        Assumptions.assumeTrue(System.getProperty(IMAGES) != null, () -> "SKIPPED: no -D" + IMAGES);
        rows = new PlantRows(POISON, POISON + LENGTH, END, END);
        rate = 300;
        underAttack(
                LAST - 5_000,
                1_000,
                spec -> {
                    calm(spec, POISON);
                    tab.await("document.querySelectorAll('.panel canvas').length >= 14");
                    shoot("stable", 1920, true);
                    feed(spec, LAST - 5_000, () -> {
                        awaitVerdict("DEGRADED", "feature temperature out of range in ");
                        shoot("degraded", 1280, false);
                        shoot("degraded", 390, false);
                        assertThat(tab.evaluate("document.getElementById('word').textContent")
                                        .asText())
                                .as("while both were taken")
                                .endsWith("DEGRADED");
                        awaitVerdict("STABLE", "");
                    });
                    shoot("stable", 1280, false);
                    feed(spec, LAST, () -> {
                        awaitVerdict("HALTED", "Training has halted");
                        shoot("halted", 1280, true);
                        shoot("halted", 1920, false);
                    });
                },
                "model.kind=mlp",
                "update=adam",
                "stability.rollback={band: 5, retries: 0}");
    }

    private interface Script {
        void play(PipelineSpec spec) throws IOException;
    }

    private interface Scene {
        void play() throws IOException;
    }

    /** Starts everything, with a bomb planted at a row, and plays the script. */
    private void underAttack(long bomb, double factor, Script script, String... sets) throws Exception {
        Path program = Required.program("browser", Chromium.find());
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(folder.resolve("kafka")))) {
            PipelineSpec spec = spec(kafka, sets);
            JobStart start = JobStart.prepare(spec, new StartFrom.Newest());
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(start.configuration());
            start.build(environment);
            StreamGraph graph = environment.getStreamGraph();
            BombedTrainer.plant(graph, new PipelineText(spec), bomb, bomb + LENGTH, factor);
            Settings settings = new Settings(InetAddress.getLoopbackAddress(), 0, Settings.freshToken());
            try (EmbeddedFlink flink = EmbeddedFlink.start(1, start.configuration());
                    Dashboard page =
                            Dashboard.start(settings, Origins.of(topics(spec), Optional.of(flink.restAddress())));
                    Chromium browser = Chromium.start(program);
                    Tab opened = browser.open()) {
                flink.submit(graph);
                tab = opened;
                tab.look(1280, 4_000, false);
                tab.go(page.address() + "#span=all");
                script.play(spec);
                assertThat(tab.complaints()).isEmpty();
            }
        }
    }

    private PipelineSpec spec(EmbeddedKafka kafka, String... more) {
        List<String> sets = new ArrayList<>(List.of(
                "kafka={bootstrap: \"" + kafka.bootstrap() + "\"}",
                "checkpoint={every: 1s, storage: \""
                        + folder.resolve("checkpoints").toUri() + "\"}",
                "snapshots.every=2s",
                "metrics.every=250ms",
                "math.gemm=plain"));
        sets.addAll(List.of(more));
        return PipelineFile.parse(PlantRows.PIPELINE, "plant.yaml", sets, name -> null)
                .spec();
    }

    private static Feed topics(PipelineSpec spec) {
        return new Feed(
                Surroundings.access(spec),
                spec.name(),
                spec.metrics().topic(),
                spec.snapshots().topic(),
                spec.control().topic());
    }

    /** Rows up to the one before the attack, most of them fast. */
    private void calm(PipelineSpec spec, long attack) throws IOException {
        publish(spec, attack - 2_000, 0);
        awaitVerdict("STABLE", "");
        publish(spec, attack, rate);
    }

    /** Publishes rows of which the first is the attack's, up to another; tells when it began. */
    private double attacked(PipelineSpec spec, long to, String culprit) throws IOException {
        double startedMs = System.currentTimeMillis();
        feed(spec, to, () -> {
            awaitVerdict("DEGRADED", culprit);
            assertThat(System.currentTimeMillis() - startedMs)
                    .as("ms until the page said: " + culprit)
                    .isLessThan((long) PATIENCE_MS);
        });
        awaitVerdict("STABLE", "");
        return startedMs;
    }

    /** Plays a scene while rows are published. */
    private void feed(PipelineSpec spec, long to, Scene scene) throws IOException {
        CompletableFuture<Void> feeder = CompletableFuture.runAsync(() -> {
            try {
                publish(spec, to, rate);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        scene.play();
        feeder.join();
    }

    private void awaitVerdict(String word, String sentence) {
        tab.await("document.getElementById('word').textContent.endsWith('" + word + "') && new RegExp('" + sentence
                + "').test(document.getElementById('sentence').textContent)");
    }

    private static List<String> marks(JsonNode run, double fromMs) {
        return StreamSupport.stream(run.path("marks").spliterator(), false)
                .filter(mark -> mark.path("atMs").asDouble() >= fromMs
                        && mark.path("atMs").asDouble() <= fromMs + PATIENCE_MS)
                .map(mark -> mark.path("kind").asText())
                .toList();
    }

    /** When the first report from then on said that something is wrong. */
    private static double troubleAfter(JsonNode run, double fromMs) {
        for (int i = 0; i < run.path("t").size(); i++) {
            boolean wrong = run.path("figures").path("verdict").path(i).asDouble() > 0;
            if (wrong && run.path("t").path(i).asDouble() >= fromMs) {
                return run.path("t").path(i).asDouble();
            }
        }
        return Double.NaN;
    }

    private void shoot(String name, int width, boolean dark) throws IOException {
        tab.look(width, 2_400, dark);
        tab.await("document.documentElement.dataset.theme === '" + (dark ? "dark" : "light") + "'");
        tab.evaluate("new Promise(done => setTimeout(done, 400))"); // until charts have taken their size
        Path images = Files.createDirectories(Path.of(System.getProperty(IMAGES)));
        tab.screenshot(images.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));
        tab.look(1280, 4_000, false);
    }

    private void publish(PipelineSpec spec, long to, double rate) throws IOException {
        try (RowPublisher publisher =
                RowPublisher.open(Surroundings.access(spec), spec.examples().topic(), rate)) {
            while (rows.number() < to) {
                byte[] row = rows.next();
                publisher.publish(row, 0, row.length);
            }
            publisher.flush();
        }
    }
}
