package dev.evenkeel.connectors.kafka;

import dev.evenkeel.connectors.kafka.KafkaSetupException.Fault;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;

/** Says what the brokers forbid, to whom, and how to have it allowed. */
public final class Denial {
    private Denial() {}

    /**
     * What a failure says of a refused access, where it is one.
     *
     * @param why the failure, with its causes
     * @param operation what was tried on a topic
     */
    public static Optional<String> message(KafkaAccess access, Throwable why, AclOperation operation) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException refused) {
                return Optional.of(message(access, refused, operation));
            }
        }
        return Optional.empty();
    }

    private static String message(KafkaAccess access, AuthorizationException refused, AclOperation operation) {
        if (refused instanceof TopicAuthorizationException topics
                && !topics.unauthorizedTopics().isEmpty()) {
            return topics.unauthorizedTopics().stream()
                    .sorted()
                    .map(topic -> message(access, ResourceType.TOPIC, topic, "topic", operation))
                    .collect(Collectors.joining("\n"));
        }
        if (refused instanceof GroupAuthorizationException group && group.groupId() != null) {
            return message(access, ResourceType.GROUP, group.groupId(), "group", AclOperation.READ);
        }
        if (refused instanceof TransactionalIdAuthorizationException) {
            return "access denied: transactional id, operation=Write, principal=" + access.principal()
                    + ", see kafka.transactional-id-prefix";
        }
        if (refused instanceof ClusterAuthorizationException) {
            return message(access, ResourceType.CLUSTER, "kafka-cluster", "cluster", operation);
        }
        return "access denied: principal=" + access.principal() + ": " + refused.getMessage();
    }

    /** The same as an exception; or one that says that it failed otherwise. */
    static KafkaSetupException of(KafkaAccess access, Throwable why, AclOperation operation, String otherwise) {
        return message(access, why, operation)
                .map(text -> new KafkaSetupException(Fault.CONFIGURATION, text, why))
                .orElseGet(() -> new KafkaSetupException(Fault.ENVIRONMENT, otherwise + ": " + why.getMessage(), why));
    }

    /**
     * That an operation is not allowed.
     *
     * @param name the topic, group or prefix of transactional ids
     * @param setting the setting that names it
     */
    static String message(KafkaAccess access, ResourceType type, String name, String setting, AclOperation operation) {
        String word = word(operation);
        return "access denied: " + setting + "=" + name + ", operation=" + word + ", principal=" + access.principal()
                + "; to allow it: kafka-acls --bootstrap-server " + access.bootstrap()
                + " --add --allow-principal '" + access.principal() + "' --operation " + word
                + resource(type, name);
    }

    private static String resource(ResourceType type, String name) {
        return switch (type) {
            case TOPIC -> " --topic " + name;
            case GROUP -> " --group " + name;
            case TRANSACTIONAL_ID -> " --transactional-id " + name + " --resource-pattern-type prefixed";
            default -> " --cluster";
        };
    }

    /** As {@code kafka-acls} has it: {@code DescribeConfigs}. */
    private static String word(AclOperation operation) {
        StringBuilder word = new StringBuilder();
        for (String part : operation.name().split("_", -1)) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
