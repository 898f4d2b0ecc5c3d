package dev.evenkeel.dashboard.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A page of headings, paragraphs, tables and charts, one below the other in the order they are added, as a single file of HTML
 * that loads nothing: it can be mailed, archived and opened without a network. All texts are plain; markup in them appears as
 * written. Equal pages are equal files. Not thread-safe.
 */
public final class Page {
    /** Whatever a page may hold, it can fetch nothing. */
    private static final String POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private final String title;
    private final Markup body = new Markup();
    private boolean drawn;

    /** A page with a title and nothing below. */
    public Page(String title) {
        this.title = Objects.requireNonNull(title, "title");
    }

    /** Begins a part of the page. */
    public Page heading(String text) {
        body.raw("<h2>").text(text).raw("</h2>\n");
        return this;
    }

    /** Adds a paragraph. */
    public Page paragraph(String text) {
        body.raw("<p>").text(text).raw("</p>\n");
        return this;
    }

    /** Adds a table as it is now. */
    public Page table(Table table) {
        table.write(body);
        return this;
    }

    /** Adds a chart as it is now. */
    public Page chart(Chart chart) {
        new ChartFigure(chart).write(body);
        drawn = true;
        return this;
    }

    /** The whole file. */
    public String html() {
        Markup out = new Markup();
        out.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .raw("<title>")
                .text(title)
                .raw("</title>\n<style>\n" + Assets.UPLOT_STYLE + "\n" + Assets.STYLE + "</style>\n</head>\n<body>\n")
                .raw("<header><h1>")
                .text(title)
                .raw("</h1><button type=\"button\" id=\"theme\" hidden>Dark</button></header>\n<main>\n")
                .raw(body.toString())
                .raw("</main>\n");
        if (drawn) {
            out.raw("<!-- The charts are drawn by uPlot:\n" + Assets.UPLOT_LICENCE + "-->\n")
                    .raw("<script>" + Assets.UPLOT_SCRIPT + "</script>\n");
        }
        return out.raw("<script>\n" + Assets.SCRIPT + "</script>\n</body>\n</html>\n")
                .toString();
    }

    /**
     * Writes the whole file, in place of what was there.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, html(), StandardCharsets.UTF_8);
    }
}
