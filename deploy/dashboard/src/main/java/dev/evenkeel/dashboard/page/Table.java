package dev.evenkeel.dashboard.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of plain texts, its first column naming the rows; numbers stand to the right. Not thread-safe. */
public final class Table {
    private static final Pattern NUMBER = Pattern.compile("[-+−]?[0-9][0-9.,]*([eE][-+]?[0-9]+)?( ?%)?|–|");

    private final String caption;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String caption, List<String> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("must have a column: caption=" + caption);
        }
        this.caption = caption;
        this.columns = List.copyOf(columns);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it has not as many cells as there are columns
     */
    public Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("must have a cell for each column: cells=%d, expected=%d, caption=%s"
                    .formatted(cells.size(), columns.size(), caption));
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** The same, one cell after the other. */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    void write(Markup out) {
        out.raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
                .text(caption)
                .raw("\"><table>");
        out.raw("<caption>").text(caption).raw("</caption><thead><tr>");
        for (int c = 0; c < columns.size(); c++) {
            out.raw("<th scope=\"col\"")
                    .raw(numbers(c) ? " class=\"number\">" : ">")
                    .text(columns.get(c))
                    .raw("</th>");
        }
        out.raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            out.raw("<tr>");
            for (int c = 0; c < row.size(); c++) {
                String tag = c == 0 ? "th" : "td";
                out.raw("<" + tag)
                        .raw(c == 0 ? " scope=\"row\"" : "")
                        .raw(numbers(c) ? " class=\"number\">" : ">")
                        .text(row.get(c))
                        .raw("</" + tag + ">");
            }
            out.raw("</tr>");
        }
        out.raw("</tbody></table></div>\n");
    }

    private boolean numbers(int column) {
        return !rows.isEmpty()
                && rows.stream().allMatch(r -> NUMBER.matcher(r.get(column)).matches());
    }
}
