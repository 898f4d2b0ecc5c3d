package dev.evenkeel.cli.topic;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.TopicAdmin;
import dev.evenkeel.connectors.kafka.TopicSpec;
import dev.evenkeel.job.start.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What brokers say of a pipeline. Nothing is created.
 *
 * @param partitions of each topic, 0 where it is missing; empty when no broker answers
 * @param findings what stands in the way, in lines; empty when nothing does
 * @param configuration whether a setting is at fault, else the brokers
 */
public record Inspection(Map<String, Integer> partitions, List<String> findings, boolean configuration) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Asks the brokers. */
    public static Inspection of(PipelineSpec spec) {
        Map<String, Integer> partitions = new LinkedHashMap<>();
        List<KafkaSetupException> failures = new ArrayList<>();
        try (TopicAdmin admin = TopicAdmin.connect(Surroundings.access(spec), PATIENCE)) {
            List<TopicSpec> topics = Surroundings.topics(spec);
            for (TopicSpec topic : topics) {
                partitions.put(topic.name(), admin.partitions(topic.name()));
            }
            check(
                    failures,
                    () -> admin.requireTransactionTimeout(spec.delivery().transactionTimeout()));
            if (!spec.kafka().createTopics()) {
                check(failures, () -> admin.require(topics));
            }
        } catch (KafkaSetupException e) {
            failures.add(e);
        }
        return new Inspection(
                partitions,
                failures.stream().map(Exception::getMessage).toList(),
                failures.stream().anyMatch(e -> e.fault() == KafkaSetupException.Fault.CONFIGURATION));
    }

    private interface Check {
        void run() throws KafkaSetupException;
    }

    private static void check(List<KafkaSetupException> failures, Check check) {
        try {
            check.run();
        } catch (KafkaSetupException e) {
            failures.add(e);
        }
    }
}
