package dev.evenkeel.dashboard.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Scripts and styles from the class path, read once. */
final class Assets {
    private static final String UPLOT_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + version() + "/";

    static final String UPLOT_SCRIPT = text(UPLOT + "dist/uPlot.iife.min.js");
    static final String UPLOT_STYLE = text(UPLOT + "dist/uPlot.min.css");
    static final String UPLOT_LICENCE = text(UPLOT + "LICENSE");
    static final String SCRIPT = text("page.js");
    static final String STYLE = text("page.css");

    private Assets() {}

    private static String version() {
        try (InputStream in = open(UPLOT_VERSION)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Assets.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("must be on the class path: resource=" + name);
        }
        return in;
    }
}
