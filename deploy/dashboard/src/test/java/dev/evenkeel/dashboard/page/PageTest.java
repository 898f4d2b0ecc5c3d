package dev.evenkeel.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>\n";

    @Test
    void aPageLoadsNothingFromElsewhere() {
        String html = full().html();
        assertThat(html).contains("default-src 'none'");
        assertThat(html).doesNotContainPattern("(src|href)=\"?'?(https?:)?//");
        assertThat(html).doesNotContain("<link", "@import", "url(");
    }

    @Test
    void aPageWithChartsHoldsTheDrawingAndItsLicence() {
        assertThat(full().html()).contains("var uPlot=", "Permission is hereby granted");
        assertThat(new Page("words only").paragraph("text").html()).doesNotContain("var uPlot=");
    }

    @Test
    void equalPagesAreEqualFiles() {
        assertThat(full().html()).isEqualTo(full().html());
    }

    @Test
    void everyPartStandsInItsOrder() {
        String html = full().html();
        assertThat(List.of("<h1>A &lt;b&gt; page</h1>", "<h2>Part</h2>", "<p>Words</p>", "<caption>Sizes", "<figure"))
                .isSortedAccordingTo((a, b) -> Integer.compare(html.indexOf(a), html.indexOf(b)))
                .allSatisfy(part -> assertThat(html).contains(part));
    }

    @Test
    void textsOfOthersAppearAsText() throws IOException {
        double[] xs = {1, 2};
        String html = new Page(HOSTILE)
                .heading(HOSTILE)
                .paragraph(HOSTILE)
                .table(new Table(HOSTILE, List.of(HOSTILE)).row(HOSTILE))
                .chart(new Chart(HOSTILE, Axis.linear(HOSTILE), Axis.log(HOSTILE))
                        .note(HOSTILE)
                        .line(HOSTILE, xs, xs)
                        .marker(1, HOSTILE))
                .html();
        assertThat(html).doesNotContain("<img", "onerror=alert(1)>\"'");
        assertThat(data(html).path("lines").path(0).path("name").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void aChartCarriesItsFiguresForTheScriptAndAsATable() throws IOException {
        String html = full().html();
        JsonNode data = data(html);
        assertThat(data.path("x").toString()).isEqualTo("{\"label\":\"examples\",\"log\":false}");
        assertThat(data.path("y").path("log").asBoolean()).isTrue();
        assertThat(data.path("lines").path(0).path("y").toString()).isEqualTo("[0.5,null,0.25]");
        assertThat(data.path("lines").path(1).path("baseline").asBoolean()).isTrue();
        assertThat(data.path("markers").toString())
                .hasToString("[{\"from\":2.0,\"to\":2.0},{\"from\":2.0,\"to\":3.0}]");
        assertThat(html)
                .contains("<li>2: drift</li><li>2 to 3: attack</li>")
                .contains(
                        "aria-label=\"Line chart of log loss over examples. auto ends at 0.25000. majority ends at 1.\"")
                .contains(
                        "<tr><th scope=\"row\" class=\"number\">2</th><td class=\"number\">–</td><td class=\"number\">–</td></tr>")
                .contains(
                        "<tr><th scope=\"row\" class=\"number\">4</th><td class=\"number\">–</td><td class=\"number\">1</td></tr>");
    }

    @Test
    void aLongChartsTableIsThinnedAndSaysSo() {
        double[] xs = IntStream.range(0, 1000).asDoubleStream().toArray();
        String html = new Page("long")
                .chart(new Chart("c", Axis.linear("x"), Axis.linear("y")).line("l", xs, xs))
                .html();
        assertThat(html).contains("<caption>y, one of every 17 places and the last</caption>");
        assertThat(html.split("<tr><th scope=\"row\"", -1)).hasSizeBetween(2, ChartFigure.MOST_ROWS + 2);
        assertThat(html).contains("class=\"number\">999</th>");
    }

    @Test
    void linesThatAreNoneAreRefused() {
        Chart chart = new Chart("c", Axis.linear("x"), Axis.linear("y"));
        assertThatThrownBy(() -> chart.line("l", new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be as many: line=l, x=2, y=1");
        assertThatThrownBy(() -> chart.line("l", new double[] {1, 1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be finite and rise: line=l, index=1, x=1.0");
        assertThatThrownBy(() -> chart.line("l", new double[] {Double.NaN}, new double[] {1}))
                .hasMessage("must be finite and rise: line=l, index=0, x=NaN");
        assertThatThrownBy(() -> chart.span(2, 1, "m"))
                .hasMessage("must be finite and in order: marker=m, from=2.0, to=1.0");
        assertThatThrownBy(() -> Axis.linear(" ")).hasMessage("must say what is measured: label= ");
        assertThatThrownBy(() -> new Table("t", List.of("a", "b")).row("1"))
                .hasMessage("must have a cell for each column: cells=1, expected=2, caption=t");
    }

    @Test
    void numeralsKeepFiveDigits() {
        assertThat(List.of(0.0, 1234567.0, 0.123456, 12.3456789, 1.5e-7, 123456.78, -0.5, Double.NaN))
                .extracting(Numerals::of)
                .containsExactly("0", "1,234,567", "0.12346", "12.346", "1.5000e-07", "123,457", "-0.50000", "–");
    }

    @Test
    void aPageIsWrittenInPlaceOfWhatWasThere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "older, and longer than nothing");
        full().write(file);
        assertThat(file).hasContent(full().html());
    }

    private static Page full() {
        double[] xs = {1, 2, 3};
        return new Page("A <b> page")
                .heading("Part")
                .paragraph("Words")
                .table(new Table("Sizes", List.of("name", "size"))
                        .row("a", "1.5")
                        .row("b", "–"))
                .chart(new Chart("Loss", Axis.linear("examples"), Axis.log("log loss"))
                        .note("What to see.")
                        .line("auto", xs, new double[] {.5, Double.NaN, .25})
                        .baseline("majority", new double[] {4}, new double[] {1})
                        .marker(2, "drift")
                        .span(2, 3, "attack"));
    }

    private static JsonNode data(String html) throws IOException {
        Matcher script = Pattern.compile("<script type=\"application/json\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html);
        assertThat(script.find()).isTrue();
        return new ObjectMapper().readTree(script.group(1));
    }
}
