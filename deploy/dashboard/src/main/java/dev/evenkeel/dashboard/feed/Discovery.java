package dev.evenkeel.dashboard.feed;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Finds the pipelines of a broker by the usual names of their topics. Stateless. */
public final class Discovery {
    private Discovery() {}

    /**
     * The pipelines whose metrics topics are called {@code <pipeline>.metrics}, by name.
     *
     * @param timeout the longest that the brokers may take to answer
     * @throws IOException when no broker answers
     */
    public static List<Feed> pipelines(KafkaAccess access, Duration timeout) throws IOException {
        Properties properties = access.clientProperties();
        properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(timeout.toMillis()));
        properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(timeout.toMillis()));
        try (Admin admin = Admin.create(properties)) {
            return admin.listTopics().names().get().stream()
                    .filter(Feed::looksLikeOne)
                    .sorted()
                    .map(topic -> Feed.usual(access, topic))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting: kafka.bootstrap=" + access.bootstrap(), e);
        } catch (ExecutionException | KafkaException e) {
            throw new IOException(
                    "no broker answers: kafka.bootstrap=" + access.bootstrap() + ": " + e.getMessage(), e);
        }
    }
}
