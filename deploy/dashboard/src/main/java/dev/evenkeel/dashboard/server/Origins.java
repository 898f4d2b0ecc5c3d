package dev.evenkeel.dashboard.server;

import dev.evenkeel.connectors.kafka.KafkaAccess;
import dev.evenkeel.dashboard.feed.Feed;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a page is about.
 *
 * @param feeds pipelines that are named
 * @param discover brokers whose pipelines are found by the usual names of topics, and looked for again and again
 * @param flink the REST address of the Flink that runs the jobs, for figures that only Flink knows
 */
public record Origins(List<Feed> feeds, Optional<KafkaAccess> discover, Optional<URI> flink) {
    /** Copies the list. */
    public Origins {
        feeds = List.copyOf(feeds);
    }

    /** One pipeline, and the Flink that runs it. */
    public static Origins of(Feed feed, Optional<URI> flink) {
        return new Origins(List.of(feed), Optional.empty(), flink);
    }
}
