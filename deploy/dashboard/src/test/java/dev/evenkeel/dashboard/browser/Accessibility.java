package dev.evenkeel.dashboard.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

/** What keeps people from a page, by the rules of axe-core. */
public final class Accessibility {
    private static final String SCRIPT = "/axe.min.js";

    private Accessibility() {}

    /** The serious and critical violations in a page as it is now: the rule, its element and what is wrong with it. */
    public static List<String> violations(Tab tab) throws IOException {
        tab.evaluate("window.axe !== undefined || (() => {" + script() + "})()");
        JsonNode found = tab.evaluate("axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations"
                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                + ".flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`)))");
        return StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String script() throws IOException {
        try (InputStream script = Accessibility.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IOException("must be among the tests' dependencies: resource=" + SCRIPT);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
