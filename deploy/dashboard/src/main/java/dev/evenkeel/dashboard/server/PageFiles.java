package dev.evenkeel.dashboard.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The page's files: a fixed list, read once. A path that is not in it is no file, whatever it looks like. */
final class PageFiles {
    private static final String UPLOT_VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** A file. */
    static final class PageFile {
        final String type;
        final byte[] bytes;

        PageFile(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    private final Map<String, PageFile> files = new HashMap<>();

    PageFiles() {
        add("/", "text/html; charset=utf-8", "index.html");
        add("/icon.svg", "image/svg+xml", "icon.svg");
        add("/live.css", STYLE, "live.css");
        for (String script : new String[] {
            "main", "dom", "connection", "charts", "panels", "figures", "marks", "snapshots", "tables", "view", "export"
        }) {
            add("/" + script + ".js", SCRIPT, script + ".js");
        }
        String uplot = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/";
        add("/uplot.js", SCRIPT, uplot + "dist/uPlot.esm.js");
        add("/uplot.css", STYLE, uplot + "dist/uPlot.min.css");
        add("/uplot-licence.txt", "text/plain; charset=utf-8", uplot + "LICENSE");
    }

    /** The file of that path; empty when there is none. */
    Optional<PageFile> at(String path) {
        return Optional.ofNullable(files.get(path));
    }

    private void add(String path, String type, String resource) {
        try (InputStream in = open(resource)) {
            files.put(path, new PageFile(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String uplotVersion() {
        try (InputStream in = open(UPLOT_VERSION)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = PageFiles.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("must be on the class path: resource=" + name);
        }
        return in;
    }
}
