package dev.evenkeel.dashboard.page;

/** HTML as it is written: ours as it is, everybody else's as text. */
final class Markup {
    private final StringBuilder html = new StringBuilder(1 << 16);

    /** Appends markup as it is. */
    Markup raw(String markup) {
        html.append(markup);
        return this;
    }

    /** Appends plain text, for an element or a quoted attribute. */
    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
