package dev.evenkeel.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dashboard.browser.Accessibility;
import dev.evenkeel.dashboard.browser.Chromium;
import dev.evenkeel.dashboard.browser.Required;
import dev.evenkeel.dashboard.browser.Tab;
import dev.evenkeel.dashboard.history.Board;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real page in a real browser, fed by made-up reports. */
final class PageIT {
    private static final String TOKEN = "a-token-that-is-long-enough";
    private static final String HOSTILE = "<img src=x onerror=\"window.hit=1\">'\"\n</script>&amp;";

    private static Chromium browser;

    private final Board board = new Board();
    private final Hub hub = new Hub();
    private final SampleReports reports = new SampleReports("bank", System.currentTimeMillis() - 30_000);
    private WebServer web;
    private Tab tab;

    @BeforeAll
    static void startBrowser() throws IOException {
        Path program = Required.program("browser", Chromium.find());
        browser = Chromium.start(program);
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        Settings settings = new Settings(InetAddress.getLoopbackAddress(), 0, TOKEN);
        web = WebServer.start(settings, new Routes(board, hub, new Sources(board, hub), new Gate(settings)));
        tab = browser.open();
        tab.look(1280, 4000, false); // tall: what is out of sight is not drawn
    }

    @AfterEach
    void close() throws IOException {
        hub.close();
        web.close();
        tab.close();
    }

    /** There are no topics here, so the page cannot know snapshots. */
    private void assertNoComplaints() {
        assertThat(tab.complaints())
                .filteredOn(complaint -> !complaint.contains("/api/snapshots"))
                .isEmpty();
    }

    private void past(SampleReports from, int seconds) {
        for (int second = 0; second < seconds; second++) {
            if (second == seconds / 2) {
                assertThat(board.take(from.rejects(second))).isEmpty();
            }
            board.take(from.report(second, "stable", "Training is stable."));
        }
    }

    private void tell(byte[] record) {
        hub.send(board.take(record).orElseThrow());
    }

    private void go(String view) throws IOException {
        tab.go(web.address() + view);
    }

    private String text(String id) throws IOException {
        return tab.evaluate("document.getElementById('" + id + "').textContent").asText();
    }

    @Test
    void everyChartShowsTheFirstReports() throws IOException {
        past(reports, 30);
        go("");
        tab.await("document.querySelectorAll('.panel canvas').length >= 11");
        Map<String, Boolean> drawn = StreamSupport.stream(
                        tab.evaluate("[...document.querySelectorAll('.panel:has(.plot)')].map(p => [p.id,"
                                        + " !!p.querySelector('canvas')])")
                                .spliterator(),
                        false)
                .collect(Collectors.toMap(p -> p.get(0).asText(), p -> p.get(1).asBoolean()));
        assertThat(drawn).containsEntry("panel-checkpoint", false); // only Flink knows
        drawn.remove("panel-checkpoint");
        assertThat(drawn).hasSize(15).doesNotContainValue(false);
        tab.await("document.getElementById('word').textContent === '● STABLE'");
        assertThat(text("numbers")).contains("accuracy", "majority 0.88", "model version290");
        assertThat(tab.evaluate("document.querySelector('#panel-loss .plot').getAttribute('aria-label')")
                        .asText())
                .startsWith("Loss, line chart. Now: last examples 0.");
        assertNoComplaints();
    }

    @Test
    void verdictsAndEventsAppearWithinASecondOrTwo() throws IOException {
        past(reports, 30);
        go("#span=all");
        tab.await("document.querySelector('#panel-loss canvas')");
        long startedNs = System.nanoTime();
        tell(reports.report(31, "degraded", "Gradients explode in dense-1."));
        tab.await("document.getElementById('word').textContent.startsWith('▲ DEGRADED')");
        assertThat(text("sentence")).isEqualTo("Gradients explode in dense-1.");
        tell(reports.event(32, "halted", "Training has halted.", "halted"));
        tab.await("document.getElementById('word').textContent.startsWith('■ HALTED')");
        tell(reports.report(33, "stable", "Training is stable."));
        tab.await("document.getElementById('word').textContent.startsWith('● STABLE')");
        assertThat((System.nanoTime() - startedNs) / 1e9).isLessThan(6); // 3 s would be right for each
        assertThat(text("panel-events")).contains("■ halt", "Training has halted.");
        assertNoComplaints();
    }

    @Test
    void whatReportsSayIsNeverMarkup() throws IOException {
        SampleReports hostile = new SampleReports(HOSTILE, System.currentTimeMillis() - 20_000);
        past(hostile, 20);
        board.take(hostile.event(20, "drift", HOSTILE, HOSTILE));
        board.take(hostile.report(21, "degraded", HOSTILE));
        go("");
        tab.await("document.querySelectorAll('.panel canvas').length >= 11");
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(text("sentence")).isEqualTo(HOSTILE);
        assertThat(text("panel-findings")).contains(HOSTILE);
        assertThat(text("panel-update")).contains(HOSTILE + "/0");
        assertThat(text("panel-ranges")).contains(HOSTILE + ", mean");
        assertThat(text("panel-turned")).contains("rejected: decode: " + HOSTILE);
        assertThat(tab.evaluate("window.hit === undefined && document.querySelectorAll('img').length === 1")
                        .asBoolean())
                .isTrue();
        assertNoComplaints();
    }

    @Test
    void keysChangeTheViewAndItsLink() throws IOException {
        past(reports, 30);
        go("");
        tab.await("document.querySelector('#panel-loss canvas')");
        assertThat(tab.evaluate("document.documentElement.dataset.theme").asText())
                .isEqualTo("light");
        tab.press("t");
        tab.await("document.documentElement.dataset.theme === 'dark'");
        tab.press("1");
        tab.await("location.hash.includes('span=1m')");
        tab.press("p");
        tab.await("document.getElementById('notice').textContent.includes('Paused')");
        tab.evaluate("document.querySelector('#panel-loss .plot').focus()");
        tab.press("ArrowLeft");
        tab.await("/^[0-9:]+: last examples [0-9.]+, fading/.test(document.getElementById('spoken').textContent)");
        String link = tab.evaluate("location.href").asText();
        try (Tab other = browser.open()) {
            other.go(link);
            other.await("document.querySelector('[aria-label=\"Last 1m\"]')?.ariaPressed === 'true'");
            assertThat(other.evaluate("document.documentElement.dataset.theme").asText())
                    .isEqualTo("dark");
        }
        assertNoComplaints();
    }

    /** Each verdict in one theme, and a phone. */
    @Test
    void nothingKeepsPeopleFromThePage() throws IOException {
        readBy(Map.of("stable", List.of("light"), "degraded", List.of("dark"), "halted", List.of("light")));
    }

    @Test
    @Tag("soak")
    void nothingKeepsPeopleFromThePageInAnyThemeEither() throws IOException {
        List<String> both = List.of("light", "dark");
        readBy(Map.of("stable", both, "degraded", both, "halted", both));
    }

    /** Themes in which each verdict is looked at. */
    private void readBy(Map<String, List<String>> themes) throws IOException {
        // ahead of the clock, so that nothing is stale however long the rules take
        SampleReports reports = new SampleReports("bank", System.currentTimeMillis() + 60_000);
        past(reports, 30);
        board.take(reports.event(30, "drift", "Accuracy has fallen.", "fallen"));
        go("#span=all");
        tab.await("document.querySelectorAll('.panel canvas').length >= 11");
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
        tab.evaluate("document.querySelector('.legend button').click()"); // a line that is hidden
        int second = 31;
        for (String verdict : List.of("stable", "degraded", "halted")) {
            tell(reports.report(second++, verdict, "This is " + verdict + "."));
            tab.await("document.getElementById('verdict').dataset.state === '" + verdict + "'");
            for (String theme : themes.get(verdict)) {
                if (!tab.evaluate("document.documentElement.dataset.theme")
                        .asText()
                        .equals(theme)) {
                    tab.press("t");
                }
                tab.await("document.documentElement.dataset.theme === '" + theme + "'");
                settle();
                assertThat(Accessibility.violations(tab))
                        .as(verdict + ", " + theme)
                        .isEmpty();
            }
        }
        tab.look(390, 4000, false);
        settle();
        assertThat(Accessibility.violations(tab)).as("on a phone").isEmpty();
        assertNoComplaints();
    }

    /** Colours that are on their way are none that people read. */
    private void settle() {
        tab.await("document.getAnimations().every(a => a.playState === 'finished')");
    }

    @Test
    void draggingZoomsAllChartsAndTheLinkKeepsIt() throws IOException {
        past(reports, 30);
        go("#span=all");
        tab.await("document.querySelector('#panel-loss .u-over')");
        var box =
                tab.evaluate("(() => { const b = document.querySelector('#panel-loss .u-over').getBoundingClientRect();"
                        + " return [b.left, b.width, b.top]; })()");
        double left = box.get(0).asDouble();
        double width = box.get(1).asDouble();
        tab.drag(left + width / 4, left + width / 2, box.get(2).asDouble() + 20);
        tab.await("location.hash.includes('zoom=')");
        tab.press("Escape");
        tab.await("!location.hash.includes('zoom=')");
        assertNoComplaints();
    }

    @Test
    void whoCannotSeeTheServerSaysSo() throws IOException {
        past(reports, 30);
        go("");
        tab.await("document.querySelector('#panel-loss canvas')");
        hub.close();
        web.close();
        tab.await("document.getElementById('notice').textContent.startsWith('Disconnected')");
        assertThat(text("word")).endsWith("?");
    }

    @Test
    void silenceIsStale() throws IOException {
        past(new SampleReports("bank", System.currentTimeMillis() - 3_600_000), 30);
        go("");
        tab.await("document.getElementById('notice').textContent.startsWith('Stale: the last report is')");
        assertThat(text("word")).isEqualTo("● STABLE?");
    }

    @Test
    void anEmptyBoardSaysWhatIsMissing() throws IOException {
        go("");
        tab.await("document.getElementById('notice').textContent === 'No topic of reports has been found yet.'");
        assertThat(text("word")).isEqualTo("… WAITING");
        tell(reports.report(1, "stable", "Training is stable."));
        tab.await("document.getElementById('word').textContent === '● STABLE?'"
                + " || document.getElementById('word').textContent === '● STABLE'");
        assertNoComplaints();
    }

    @Test
    @Tag("soak")
    void aDayOfReportsLoadsAtOnce() throws IOException {
        past(new SampleReports("bank", System.currentTimeMillis() - 86_400_000), 86_400);
        go("#span=all");
        tab.await("document.querySelectorAll('.panel canvas').length >= 11");
        double ms = tab.evaluate("performance.getEntriesByType('resource').filter(e => e.name.includes('/api/history'))"
                        + ".map(e => e.responseEnd).concat(0).reduce((a, b) => Math.max(a, b))")
                .asDouble();
        assertThat(ms).as("ms until the figures of a day were there").isBetween(1.0, 1_000.0);
        assertNoComplaints();
    }
}
