package dev.evenkeel.cli.offline;

import dev.evenkeel.config.spec.WindowSpec;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Batches of equal spans of event time, rows in order of time, then of the file. A window closes when a row is later than its
 * end by more than the disorder allowed, or when it is full.
 *
 * <p>The same batches as the job's where no row is later than allowed; the job's clock ticks more rarely, so that it may still
 * take in a row that is late here.
 */
final class EventTimeBatches implements Batches {
    private static final Comparator<Example> BY_TIME =
            Comparator.<Example>comparingLong(Example::timeMs).thenComparingLong(Example::offset);

    private final long lengthMs;
    private final long disorderMs;
    private final int maxRows;
    private final int width;
    private final boolean trainsLate;
    private final TreeMap<Long, List<Example>> open = new TreeMap<>();
    private long watermark = Long.MIN_VALUE;

    EventTimeBatches(WindowSpec.EventTime window, int width, boolean trainsLate) {
        lengthMs = window.length().toMillis();
        disorderMs = window.outOfOrderness().toMillis();
        maxRows = window.maxRows();
        this.width = width;
        this.trainsLate = trainsLate;
    }

    @Override
    public boolean add(Example row, Consumer<MiniBatch> into) {
        long start = Math.floorDiv(row.timeMs(), lengthMs) * lengthMs;
        if (start + lengthMs - 1 <= watermark) {
            if (trainsLate) {
                into.accept(batch(List.of(row)));
            }
            return trainsLate;
        }
        List<Example> window = open.computeIfAbsent(start, s -> new ArrayList<>());
        window.add(row.copy());
        if (window.size() == maxRows) {
            open.remove(start);
            into.accept(batch(window));
        }
        watermark = Math.max(watermark, row.timeMs() - disorderMs - 1);
        while (!open.isEmpty() && open.firstKey() + lengthMs - 1 <= watermark) {
            into.accept(batch(open.pollFirstEntry().getValue()));
        }
        return true;
    }

    @Override
    public void finish(Consumer<MiniBatch> into) {
        open.values().forEach(window -> into.accept(batch(window)));
        open.clear();
    }

    private MiniBatch batch(List<Example> rows) {
        MiniBatch.Builder batch = new MiniBatch.Builder(width, rows.size());
        rows.stream().sorted(BY_TIME).forEach(batch::add);
        return batch.build();
    }
}
