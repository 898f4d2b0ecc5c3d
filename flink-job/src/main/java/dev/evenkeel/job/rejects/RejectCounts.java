package dev.evenkeel.job.rejects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.evenkeel.connectors.flink.StreamTypes;
import dev.evenkeel.connectors.kafka.OutgoingRecord;
import dev.evenkeel.connectors.kafka.RejectedRecord;
import dev.evenkeel.job.training.Publishing;
import dev.evenkeel.model.stability.StabilityReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts rejects by where they were refused and why, over the pipeline's whole life, and says so in the metrics topic: once an
 * interval in which there were any, and at the end of input. Columns and values are left out, so there are few reasons.
 */
public final class RejectCounts extends KeyedProcessFunction<Integer, OutgoingRecord, OutgoingRecord>
        implements ResultTypeQueryable<OutgoingRecord> {
    /** Reasons told apart; what comes beyond counts as {@value #OTHER}. */
    static final int MOST_REASONS = 32;

    static final String OTHER = "other";

    @Serial
    private static final long serialVersionUID = 1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_CHARACTERS = 80;
    private static final MapStateDescriptor<String, Long> COUNTS =
            new MapStateDescriptor<>("counts", Types.STRING, Types.LONG);

    private final Publishing publishing;
    private transient MapState<String, Long> counts;
    private transient Map<String, Long> shown;
    private transient MetricGroup group;
    private transient String run;

    /** A function that reports under the names and as often as that says. */
    public RejectCounts(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public void open(OpenContext context) {
        counts = getRuntimeContext().getMapState(COUNTS);
        shown = new ConcurrentHashMap<>();
        group = getRuntimeContext().getMetricGroup().addGroup("evenkeel");
        run = getRuntimeContext().getJobInfo().getJobId().toString();
    }

    @Override
    public void processElement(OutgoingRecord reject, Context context, Collector<OutgoingRecord> out) throws Exception {
        String reason = reason(reject);
        Long before = counts.get(reason);
        if (before == null && size() >= MOST_REASONS) {
            reason = OTHER;
            before = counts.get(reason);
        }
        counts.put(reason, before == null ? 1 : before + 1);
        long every = publishing.reportEveryMs();
        long next = (context.timerService().currentProcessingTime() / every + 1) * every;
        context.timerService().registerProcessingTimeTimer(next);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    /** Where and why: {@code decode: not a number}. */
    private static String reason(OutgoingRecord reject) {
        return RejectedRecord.of(reject.headers())
                .map(found -> found.stage() + ": " + found.reason())
                .map(text -> text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text)
                .orElse(OTHER);
    }

    private int size() throws Exception {
        int size = 0;
        for (String ignored : counts.keys()) {
            size++;
        }
        return size;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutgoingRecord> out) throws Exception {
        Map<String, Long> now = new TreeMap<>();
        for (Map.Entry<String, Long> count : counts.entries()) {
            now.put(count.getKey(), count.getValue());
            show(count.getKey(), count.getValue());
        }
        out.collect(record(now, context.timerService().currentProcessingTime()));
    }

    /** As a gauge whose reason is a label. */
    private void show(String reason, long count) {
        if (shown.put(reason, count) == null) {
            group.addGroup("reason", reason).gauge("rejectedRows", (Gauge<Long>) () -> shown.get(reason));
        }
    }

    private OutgoingRecord record(Map<String, Long> now, long nowMs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "rejects");
            json.writeNumberField("format", StabilityReport.FORMAT);
            json.writeStringField("pipeline", publishing.pipeline());
            json.writeStringField("model", publishing.model());
            json.writeStringField("run", run);
            json.writeStringField("time", Instant.ofEpochMilli(nowMs).toString());
            json.writeObjectFieldStart("rejected");
            for (Map.Entry<String, Long> count : now.entrySet()) {
                json.writeNumberField(count.getKey(), count.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot happen in memory", e);
        }
        return new OutgoingRecord(
                publishing.model().getBytes(StandardCharsets.UTF_8), out.toByteArray(), List.of(), nowMs);
    }

    @Override
    public TypeInformation<OutgoingRecord> getProducedType() {
        return StreamTypes.OUTGOING_RECORD;
    }
}
