package dev.evenkeel.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenialTest {
    private static final KafkaAccess ACCESS = KafkaAccess.plain("kafka:9092");

    @Test
    void aRefusedTopicIsNamedWithTheWayToIt() {
        Throwable why = new ExecutionException(new TopicAuthorizationException(Set.of("in")));

        assertThat(Denial.message(ACCESS, why, AclOperation.DESCRIBE_CONFIGS))
                .contains("access denied: topic=in, operation=DescribeConfigs, principal=User:ANONYMOUS; to allow it:"
                        + " kafka-acls --bootstrap-server kafka:9092 --add --allow-principal 'User:ANONYMOUS'"
                        + " --operation DescribeConfigs --topic in");
    }

    @Test
    void groupsAndTransactionsAreNamedAsWell() {
        assertThat(Denial.message(ACCESS, GroupAuthorizationException.forGroupId("g"), AclOperation.READ))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("access denied: group=g, operation=Read")
                        .endsWith("--operation Read --group g"));
        assertThat(Denial.message(ACCESS, new TransactionalIdAuthorizationException("no"), AclOperation.WRITE))
                .contains("access denied: transactional id, operation=Write, principal=User:ANONYMOUS, see"
                        + " kafka.transactional-id-prefix");
    }

    @Test
    void otherFailuresAreNoDenials() {
        assertThat(Denial.message(ACCESS, new TimeoutException("late"), AclOperation.READ))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SASL_SSL | x.ScramLoginModule required username=\"alice\" password=\"p\"; | User:alice",
                "SASL_PLAINTEXT | x.PlainLoginModule required password=p username=bob; | User:bob",
                "SASL_SSL | x.OAuthBearerLoginModule required ; | unknown",
                "PLAINTEXT | '' | User:ANONYMOUS",
                "SSL | '' | User:ANONYMOUS"
            })
    void thePrincipalIsWhatTheSettingsSay(String protocol, String jaas, String principal) {
        Map<String, String> properties = Map.of("security.protocol", protocol, "sasl.jaas.config", jaas);

        assertThat(new KafkaAccess("kafka:9092", properties).principal()).isEqualTo(principal);
    }

    @Test
    void aStoreThatCannotBeReadIsTheClientsToReport() {
        Map<String, String> properties = Map.of("security.protocol", "SSL", "ssl.keystore.location", "/nowhere.p12");

        assertThat(new KafkaAccess("kafka:9092", properties).principal()).isEqualTo("unknown");
    }
}
