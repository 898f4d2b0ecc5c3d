package dev.evenkeel.job.rejects;

import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.KafkaSetupException;
import dev.evenkeel.connectors.kafka.LossyPublisher;
import dev.evenkeel.connectors.kafka.Originals;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RawRecord;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import dev.evenkeel.connectors.kafka.Rejects;
import dev.evenkeel.connectors.kafka.ValueHash;
import dev.evenkeel.job.decode.KeptCounter;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step before the sink of rejects: leaves out what is over the rate, puts originals in the place of decoded rows, takes
 * values out. Where a topic that cannot be written must not stop the job it writes rejects itself, each at least once, and hands
 * nothing on: the sink after it stays idle, so that its state fits whatever the setting.
 */
public final class RejectFunction extends ProcessFunction<OutgoingRecord, OutgoingRecord>
        implements CheckpointedFunction, ResultTypeQueryable<OutgoingRecord> {
    /** Accumulator: rejects left out for the rate since the pipeline's first start. */
    public static final String OVER_RATE = "rejects-over-rate";
    /** Accumulator: rejects left out since the topic could not be written, since the pipeline's first start. */
    public static final String LOST = "rejects-lost";

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(RejectFunction.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RejectSettings settings;
    private transient RateLimit limit;
    private transient Rejects rejects;
    private transient ValueHash hash;
    private transient Originals originals;
    private transient LossyPublisher publisher;
    private transient long lostBefore;
    private transient KeptCounter overRate;
    private transient KeptCounter lost;

    /** A function with those settings. */
    public RejectFunction(RejectSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        overRate = KeptCounter.restore(OVER_RATE, context);
        lost = KeptCounter.restore(LOST, context);
    }

    @Override
    public void open(OpenContext context) throws KafkaSetupException {
        limit = new RateLimit(settings.rate(), System.nanoTime());
        rejects = new Rejects(settings.maxBytes());
        hash = settings.hash();
        if (settings.originals()) {
            originals = Originals.open(settings.access(), settings.examples(), PATIENCE);
        }
        if (settings.drop()) {
            publisher = LossyPublisher.open(settings.access(), settings.topic());
        }
        overRate.register(getRuntimeContext());
        lost.register(getRuntimeContext());
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("evenkeel");
        group.gauge("rejectsOverRate", () -> overRate.count());
        group.gauge("rejectsLost", () -> lost.count());
    }

    @Override
    public void processElement(OutgoingRecord reject, Context context, Collector<OutgoingRecord> out) {
        if (!limit.admits(System.nanoTime())) {
            overRate.increment();
            return;
        }
        OutgoingRecord kept = originals == null ? reject : restored(reject);
        kept = hash == null ? kept : hash.apply(kept);
        if (publisher == null) {
            out.collect(kept);
        } else {
            publisher.publish(kept);
            countLost();
        }
    }

    /** A reject without its original is better than none. */
    private OutgoingRecord restored(OutgoingRecord reject) {
        Optional<RejectedRecord> rejected = RejectedRecord.of(reject.headers()).filter(RejectedRecord::decoded);
        if (rejected.isEmpty()) {
            return reject;
        }
        try {
            Optional<RawRecord> original =
                    originals.find(rejected.get().partition(), rejected.get().offset());
            return original.map(read -> rejects.restore(rejected.get(), read)).orElse(reject);
        } catch (KafkaSetupException e) {
            LOG.warn("a rejected row is kept as it was decoded: {}", e.getMessage());
            return reject;
        }
    }

    private void countLost() {
        for (; lostBefore < publisher.lost(); lostBefore++) {
            lost.increment();
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (publisher != null) {
            publisher.flush();
            countLost();
        }
        overRate.save();
        lost.save();
    }

    @Override
    public void close() {
        if (originals != null) {
            originals.close();
        }
        if (publisher != null) {
            publisher.close();
        }
    }

    @Override
    public TypeInformation<OutgoingRecord> getProducedType() {
        return StreamTypes.OUTGOING_RECORD;
    }
}
