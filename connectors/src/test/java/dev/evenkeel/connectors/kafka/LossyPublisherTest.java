package dev.evenkeel.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LossyPublisherTest {
    private final AtomicLong clock = new AtomicLong();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final LossyPublisher publisher = new LossyPublisher("rejects", kafka, clock::get);

    private static OutgoingRecord record(String value) {
        return new OutgoingRecord(null, value.getBytes(UTF_8), List.of(), 1);
    }

    @Test
    void whatIsWrittenIsNotLost() {
        publisher.publish(record("a"));
        kafka.completeNext();

        assertThat(publisher.lost()).isZero();
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void afterAFailureNothingIsTriedForAWhile() {
        publisher.publish(record("a"));
        kafka.errorNext(new TimeoutException("Topic rejects not present in metadata after 1000 ms."));
        publisher.publish(record("b"));
        publisher.publish(record("c"));
        assertThat(publisher.lost()).isEqualTo(3);

        clock.addAndGet(LossyPublisher.PAUSE.toNanos());
        publisher.publish(record("d"));
        kafka.completeNext();
        publisher.publish(record("e"));
        kafka.completeNext();

        assertThat(publisher.lost()).isEqualTo(3);
        assertThat(kafka.history())
                .extracting(sent -> new String(sent.value(), UTF_8))
                .containsExactly("a", "d", "e");
    }

    @Test
    void aRefusalAtOnceIsALossAsWell() {
        kafka.sendException = new TimeoutException("no memory");

        publisher.publish(record("a"));

        assertThat(publisher.lost()).isEqualTo(1);
    }
}
