package dev.evenkeel.cli.job;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.MetricOptions;

/** Flink's own reporter for Prometheus. {@code deploy/prometheus/README.md} has the same settings for a cluster. */
final class PrometheusSettings {
    private static final String REPORTER = "prom";

    private PrometheusSettings() {}

    /** Serves all metrics on a port of the machine. */
    static void add(Configuration configuration, int port) {
        configuration.set(MetricOptions.REPORTERS_LIST, REPORTER);
        Configuration reporter = MetricOptions.forReporter(configuration, REPORTER);
        reporter.set(
                MetricOptions.REPORTER_FACTORY_CLASS, "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
        reporter.set(ConfigurationUtils.getIntConfigOption("port"), port);
        // layers are called by their names, slashes and all
        reporter.set(ConfigurationUtils.getBooleanConfigOption("filterLabelValueCharacters"), false);
    }
}
