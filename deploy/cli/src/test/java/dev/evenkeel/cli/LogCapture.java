package dev.evenkeel.cli;

import java.io.StringWriter;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Everything this process logs from INFO on, until it is closed. */
final class LogCapture implements AutoCloseable {
    private final StringWriter text = new StringWriter();
    private final LoggerContext context = LoggerContext.getContext(false);

    private LogCapture() {}

    static LogCapture start() {
        LogCapture capture = new LogCapture();
        Configuration all = new DefaultConfiguration();
        WriterAppender appender = WriterAppender.newBuilder()
                .setName("capture")
                .setTarget(capture.text)
                .setLayout(
                        PatternLayout.newBuilder().withPattern("%p %c: %m%n%ex").build())
                .build();
        appender.start();
        all.getRootLogger().getAppenders().keySet().forEach(all.getRootLogger()::removeAppender);
        all.getRootLogger().addAppender(appender, Level.INFO, null);
        all.getRootLogger().setLevel(Level.INFO);
        capture.context.reconfigure(all);
        return capture;
    }

    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        context.reconfigure();
    }
}
