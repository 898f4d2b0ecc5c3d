package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.TextForm;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of columns as one text: names and ranges of numbered names, joined by commas: {@code p0..p63}.
 *
 * @param text as written
 */
@TextForm(
        expected = "names of columns and ranges of them, joined by commas, such as p0..p63",
        pattern = FieldNames.PATTERN)
public record FieldNames(String text) {
    /** Of the text. */
    static final String PATTERN = "[^,]+(,[^,]+)*";

    private static final int MOST = 1 << 20;
    private static final Pattern RANGE = Pattern.compile("(.*?)([0-9]{1,7})\\.\\.(.*?)([0-9]{1,7})");

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException when a range is none
     */
    public FieldNames {
        names(text);
    }

    /** As {@link TextForm} demands. */
    public static FieldNames of(String text) {
        return new FieldNames(text);
    }

    /** All names, in order. */
    public List<String> names() {
        return names(text);
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            Matcher range = RANGE.matcher(name);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("must be names: fields=" + text);
            } else if (range.matches()) {
                names.addAll(range(range));
            } else {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private static List<String> range(Matcher range) {
        String from = range.group(2);
        int first = Integer.parseInt(from);
        int last = Integer.parseInt(range.group(4));
        if (!range.group(1).equals(range.group(3)) || last < first || last - first >= MOST) {
            throw new IllegalArgumentException("must be a range of numbered names: fields=" + range.group());
        }
        List<String> names = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            String digits = Integer.toString(number);
            names.add(range.group(1) + "0".repeat(Math.max(0, from.length() - digits.length())) + digits);
        }
        return names;
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
