package dev.evenkeel.connectors.kafka;

import dev.evenkeel.connectors.kafka.KafkaSetupException.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** Questions to the brokers before a start, each answered within a time limit. Not thread-safe. */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(50);

    private final KafkaAccess access;
    private final Duration timeout;
    private final Admin admin;

    private TopicAdmin(KafkaAccess access, Duration timeout, Admin admin) {
        this.access = access;
        this.timeout = timeout;
        this.admin = admin;
    }

    /**
     * Opens a connection and makes sure that a broker answers.
     *
     * @param timeout the longest any question here may take
     * @throws KafkaSetupException when none answers, or the address or the credentials are wrong
     */
    public static TopicAdmin connect(KafkaAccess access, Duration timeout) throws KafkaSetupException {
        Properties properties = access.clientProperties();
        String limit = Long.toString(timeout.toMillis());
        properties.setProperty("default.api.timeout.ms", limit);
        properties.setProperty("request.timeout.ms", limit);
        TopicAdmin opened;
        try {
            opened = new TopicAdmin(access, timeout, Admin.create(properties));
        } catch (KafkaException e) {
            throw new KafkaSetupException(
                    Fault.CONFIGURATION,
                    "cannot be used: kafka.bootstrap=" + access.bootstrap() + ": "
                            + innermost(e).getMessage(),
                    e);
        }
        try {
            opened.await(opened.admin.describeCluster().nodes());
            return opened;
        } catch (KafkaSetupException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Makes sure that topics exist, creating those that do not.
     *
     * @throws KafkaSetupException when one cannot be created
     */
    public void create(Collection<TopicSpec> topics) throws KafkaSetupException {
        Set<String> present = describe(names(topics)).keySet();
        for (TopicSpec topic : topics) {
            if (present.contains(topic.name())) {
                continue;
            }
            try {
                ask(admin.createTopics(List.of(wanted(topic))).all());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw notCreated(topic, e.getCause());
                }
            }
        }
        awaitPresence(topics);
    }

    static NewTopic wanted(TopicSpec topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) topic.replication()).configs(topic.config());
    }

    KafkaSetupException notCreated(TopicSpec topic, Throwable why) {
        if (why instanceof AuthorizationException) {
            return KafkaSetupException.configuration("topic cannot be created: "
                    + Denial.message(access, ResourceType.TOPIC, topic.name(), topic.setting(), AclOperation.CREATE));
        }
        String setting = topic.setting() + "=" + topic.name();
        if (why instanceof InvalidReplicationFactorException) {
            setting = "kafka.replication=" + topic.replication() + " for " + setting;
        }
        boolean setup = why instanceof InvalidReplicationFactorException || why instanceof InvalidTopicException;
        return new KafkaSetupException(
                setup ? Fault.CONFIGURATION : Fault.ENVIRONMENT,
                "topic cannot be created: " + setting + ": " + why.getMessage(),
                why);
    }

    /** A created topic may be unknown to the next broker asked for a moment. */
    private void awaitPresence(Collection<TopicSpec> topics) throws KafkaSetupException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (describe(names(topics)).size() < names(topics).size()) {
            if (System.nanoTime() > deadline) {
                require(topics);
            }
            try {
                Thread.sleep(RETRY.toMillis());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /**
     * Makes sure that topics exist, and names all that do not.
     *
     * @throws KafkaSetupException naming the setting of each missing topic, or of one without partitions
     */
    public void require(Collection<TopicSpec> topics) throws KafkaSetupException {
        Map<String, TopicDescription> present = describe(names(topics));
        List<String> missing = new ArrayList<>();
        for (TopicSpec topic : topics) {
            TopicDescription description = present.get(topic.name());
            if (description == null) {
                missing.add("no such topic: " + topic.setting() + "=" + topic.name());
            } else if (description.partitions().isEmpty()) {
                missing.add("topic without partitions: " + topic.setting() + "=" + topic.name());
            }
        }
        if (!missing.isEmpty()) {
            throw KafkaSetupException.configuration(
                    String.join("; ", missing) + ", expected=existing topics, or kafka.create-topics=true");
        }
    }

    private static Set<String> names(Collection<TopicSpec> topics) {
        return topics.stream().map(TopicSpec::name).collect(Collectors.toSet());
    }

    private Map<String, TopicDescription> describe(Set<String> topics) throws KafkaSetupException {
        Map<String, TopicDescription> present = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                present.put(asked.getKey(), ask(asked.getValue()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InvalidTopicException) {
                    throw new KafkaSetupException(
                            Fault.CONFIGURATION, "no name for a topic: topic=" + asked.getKey(), e.getCause());
                }
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed(e.getCause());
                }
            }
        }
        return present;
    }

    /**
     * The number of partitions of a topic; 0 when there is no such topic.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public int partitions(String topic) throws KafkaSetupException {
        TopicDescription description = describe(Set.of(topic)).get(topic);
        return description == null ? 0 : description.partitions().size();
    }

    /**
     * The offset after the last record of each partition of a topic that exists.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Map<Integer, Long> endOffsets(String topic) throws KafkaSetupException {
        return offsets(topic, OffsetSpec.latest());
    }

    /**
     * The offset of the first record of each partition of a topic that exists.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Map<Integer, Long> beginningOffsets(String topic) throws KafkaSetupException {
        return offsets(topic, OffsetSpec.earliest());
    }

    /**
     * The offset of the first record at or after a time, in each partition that has one.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Map<Integer, Long> offsetsAt(String topic, long timeMs) throws KafkaSetupException {
        Map<Integer, Long> offsets = offsets(topic, OffsetSpec.forTimestamp(timeMs));
        offsets.values().removeIf(offset -> offset < 0);
        return offsets;
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec which) throws KafkaSetupException {
        Map<TopicPartition, OffsetSpec> asked = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
        int partitions = partitions(topic);
        for (int p = 0; p < partitions; p++) {
            asked.put(new TopicPartition(topic, p), which);
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
                await(admin.listOffsets(asked).all()).entrySet()) {
            offsets.put(answer.getKey().partition(), answer.getValue().offset());
        }
        return offsets;
    }

    /**
     * The offsets a consumer group committed for a topic, by partition; empty when it committed none.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Map<Integer, Long> committedOffsets(String group, String topic) throws KafkaSetupException {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (Map.Entry<TopicPartition, OffsetAndMetadata> committed : await(
                        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .entrySet()) {
            if (committed.getKey().topic().equals(topic) && committed.getValue() != null) {
                offsets.put(committed.getKey().partition(), committed.getValue().offset());
            }
        }
        return offsets;
    }

    /**
     * Makes sure that the brokers allow transactions as long as ours. Says nothing when they do not tell.
     *
     * @throws KafkaSetupException when they do not allow it
     */
    public void requireTransactionTimeout(Duration ours) throws KafkaSetupException {
        OptionalLong longest = longestTransactionMs();
        if (longest.isPresent() && longest.getAsLong() < ours.toMillis()) {
            throw KafkaSetupException.configuration("longer than the brokers allow: delivery.transaction-timeout="
                    + ours.toMillis() + "ms, expected=at most the brokers' transaction.max.timeout.ms="
                    + longest.getAsLong());
        }
    }

    private OptionalLong longestTransactionMs() throws KafkaSetupException {
        Node broker = await(admin.describeCluster().nodes()).iterator().next();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        try {
            Config config = ask(admin.describeConfigs(List.of(resource)).all()).get(resource);
            ConfigEntry entry = config.get("transaction.max.timeout.ms");
            return entry == null || entry.value() == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(entry.value()));
        } catch (ExecutionException e) {
            return OptionalLong.empty(); // often not permitted, and then the producer finds out
        }
    }

    Admin client() {
        return admin;
    }

    KafkaAccess access() {
        return access;
    }

    private <T> T await(KafkaFuture<T> answer) throws KafkaSetupException {
        try {
            return ask(answer);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    <T> T ask(KafkaFuture<T> answer) throws KafkaSetupException, ExecutionException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(e);
            }
            throw e;
        }
    }

    private KafkaSetupException unreachable(Exception why) {
        String hint = access.properties().containsKey("security.protocol")
                ? ""
                : "; brokers that ask for TLS or SASL need security.protocol in kafka.properties";
        return new KafkaSetupException(
                Fault.ENVIRONMENT,
                "no broker answers within " + timeout.toMillis() + " ms: kafka.bootstrap=" + access.bootstrap() + hint,
                why);
    }

    KafkaSetupException failed(Throwable why) {
        if (why instanceof AuthenticationException) {
            Throwable inmost = innermost(why);
            String cause = inmost == why ? "" : " (" + inmost.getMessage() + ")";
            return new KafkaSetupException(
                    Fault.CONFIGURATION,
                    "access refused, see kafka.properties: kafka.bootstrap=" + access.bootstrap() + ", principal="
                            + access.principal() + ": " + why.getMessage() + cause,
                    why);
        }
        return Denial.of(access, why, AclOperation.DESCRIBE, "brokers failed: kafka.bootstrap=" + access.bootstrap());
    }

    private static KafkaSetupException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaSetupException(Fault.ENVIRONMENT, "interrupted while asking the brokers", e);
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }

    @Override
    public void close() {
        admin.close(timeout);
    }
}
