package dev.evenkeel.connectors.format;

import dev.evenkeel.connectors.schema.SchemaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * Plans by the number in a row's five-byte prefix: a zero, then the schema's number as four bytes, most significant first.
 *
 * <p>The {@value #MOST_PLANS} plans used last are kept, and what is wrong with {@value #MOST_REFUSALS} other numbers, for
 * {@value #REFUSED_SECONDS} seconds: then the source is asked again. A source that does not answer is no fault of the row: that
 * ends in an {@link UncheckedIOException}.
 */
final class AvroPlansById implements AvroPlans {
    static final int MOST_PLANS = 256;
    static final int MOST_REFUSALS = 1_024;
    static final int REFUSED_SECONDS = 30;

    private static final String EXPECTED = "a 0, then the number of a schema in four bytes";

    private final SchemaSource source;
    private final Function<Schema, AvroPlan> compiler;
    private final LongSupplier nanoTime;
    private final Map<Integer, AvroPlan> plans = new Recent<>(MOST_PLANS);
    private final Map<Integer, Refusal> refusals = new Recent<>(MOST_REFUSALS);
    private int lastId;
    private AvroPlan last;

    AvroPlansById(SchemaSource source, Function<Schema, AvroPlan> compiler, LongSupplier nanoTime) {
        this.source = source;
        this.compiler = compiler;
        this.nanoTime = nanoTime;
    }

    /** Why a number cannot be used, and since when that is known. */
    private record Refusal(DecodeException why, long sinceNanos) {}

    /** A map that forgets what was asked for least recently. */
    private static final class Recent<V> extends LinkedHashMap<Integer, V> {
        private static final long serialVersionUID = 1;
        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
            return size() > most;
        }
    }

    @Override
    public AvroPlan next(AvroBytes in) throws DecodeException {
        if (in.remaining() < 1 + Integer.BYTES || in.readByte("prefix") != 0) {
            throw new DecodeException("no schema prefix", "prefix", in.remaining() + " bytes left", EXPECTED);
        }
        int id = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            id = (id << 8) | (in.readByte("prefix") & 255);
        }
        if (last == null || id != lastId) {
            last = plan(id);
            lastId = id;
        }
        return last;
    }

    private AvroPlan plan(int id) throws DecodeException {
        AvroPlan known = plans.get(id);
        if (known != null) {
            return known;
        }
        Refusal refusal = refusals.get(id);
        if (refusal != null && nanoTime.getAsLong() - refusal.sinceNanos() < REFUSED_SECONDS * 1_000_000_000L) {
            throw refusal.why();
        }
        try {
            AvroPlan plan = compiler.apply(ask(id));
            plans.put(id, plan);
            refusals.remove(id);
            return plan;
        } catch (DecodeException e) {
            refusals.put(id, new Refusal(e, nanoTime.getAsLong()));
            throw e;
        }
    }

    private Schema ask(int id) throws DecodeException {
        String number = Integer.toUnsignedString(id);
        if (id < 0) {
            throw new DecodeException("unknown schema", "id", number, "at most " + Integer.MAX_VALUE);
        }
        try {
            Optional<Schema> schema = source.find(id);
            return schema.orElseThrow(
                    () -> new DecodeException("unknown schema", "id", number, "one that folder or registry know"));
        } catch (IllegalArgumentException e) {
            throw new DecodeException(Formats.UNUSABLE_SCHEMA, "id", number, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
