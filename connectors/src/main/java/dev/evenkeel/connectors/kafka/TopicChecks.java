package dev.evenkeel.connectors.kafka;

import dev.evenkeel.connectors.kafka.KafkaSetupException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.ResourceType;

/** What the brokers allow us and how topics are set up. Nothing is created or changed. Not thread-safe. */
public final class TopicChecks {
    private final TopicAdmin admin;
    private final KafkaAccess access;

    /** Asks through that connection. */
    public TopicChecks(TopicAdmin admin) {
        this.admin = admin;
        access = admin.access();
    }

    /**
     * What of these operations is not allowed on a topic, a sentence each, with how to have it allowed; none for a topic that is
     * not there.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public List<String> denied(TopicSpec topic, Set<AclOperation> needed) throws KafkaSetupException {
        Set<AclOperation> allowed;
        try {
            allowed = admin.ask(admin.client()
                            .describeTopics(
                                    List.of(topic.name()),
                                    new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .topicNameValues()
                            .get(topic.name()))
                    .authorizedOperations();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw admin.failed(e.getCause());
            }
            allowed = Set.of();
        }
        List<String> denied = new ArrayList<>();
        if (allowed != null) { // else the brokers do not tell
            Set<AclOperation> missing = new TreeSet<>(needed);
            missing.removeAll(allowed);
            missing.forEach(operation ->
                    denied.add(Denial.message(access, ResourceType.TOPIC, topic.name(), topic.setting(), operation)));
        }
        return denied;
    }

    /**
     * That the group's offsets may not be committed, as far as the brokers tell.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Optional<String> deniedGroup(String group) throws KafkaSetupException {
        boolean denied;
        try {
            Set<AclOperation> allowed = admin.ask(admin.client()
                            .describeConsumerGroups(
                                    List.of(group),
                                    new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                            .describedGroups()
                            .get(group))
                    .authorizedOperations();
            denied = allowed != null && !allowed.contains(AclOperation.READ);
        } catch (ExecutionException e) {
            denied = e.getCause() instanceof AuthorizationException; // else there is no such group yet
        }
        return denied
                ? Optional.of(Denial.message(access, ResourceType.GROUP, group, "kafka.group", AclOperation.READ))
                : Optional.empty();
    }

    /**
     * That transactions with ids of that prefix may not be described, let alone written.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Optional<String> deniedTransactions(String prefix) throws KafkaSetupException {
        try {
            admin.ask(admin.client().describeTransactions(List.of(prefix)).all());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.of(Denial.message(
                        access,
                        ResourceType.TRANSACTIONAL_ID,
                        prefix,
                        "kafka.transactional-id-prefix",
                        AclOperation.WRITE));
            }
        }
        return Optional.empty(); // there is no such transaction, as it should be
    }

    /**
     * Makes sure that a topic that is not there could be created.
     *
     * @throws KafkaSetupException when it could not
     */
    public void requireCreatable(TopicSpec topic) throws KafkaSetupException {
        try {
            admin.ask(admin.client()
                    .createTopics(List.of(TopicAdmin.wanted(topic)), new CreateTopicsOptions().validateOnly(true))
                    .all());
        } catch (ExecutionException e) {
            throw admin.notCreated(topic, e.getCause());
        }
    }

    /**
     * How a topic is set up; empty where we may not know, or there is none.
     *
     * @throws KafkaSetupException when the brokers do not answer
     */
    public Map<String, String> config(String topic) throws KafkaSetupException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> config = new TreeMap<>();
        try {
            for (ConfigEntry entry : admin.ask(
                            admin.client().describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .entries()) {
                if (entry.value() != null) {
                    config.put(entry.name(), entry.value());
                }
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException
                    || e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaSetupException(
                        Fault.ENVIRONMENT,
                        "brokers failed: topic=" + topic + ": " + e.getCause().getMessage(),
                        e.getCause());
            }
        }
        return config;
    }
}
