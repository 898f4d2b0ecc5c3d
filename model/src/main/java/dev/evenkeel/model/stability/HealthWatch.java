package dev.evenkeel.model.stability;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Schema;
import dev.evenkeel.model.math.Matrix;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches what a stream brings and what it does to a learner, and reports how training is. Never changes what is learned.
 *
 * <p>Every 8th step is looked at, every 32nd where steps are of fewer than 16 rows, and every 96th where of fewer than 4: that costs
 * less than 3 % of a step. Rows are counted in blocks of {@value #BLOCK}. Both go by counts of steps and rows, so that equal streams give
 * equal reports, however they are cut.
 *
 * <p>Call order: {@link #begin} a range of rows, let the learner learn it while this observes, {@link #refused} for rows that were refused,
 * {@link #end}. Not thread-safe.
 */
public final class HealthWatch implements StepObserver {
    /** Rows in a block, unless a micro-batch has more. */
    public static final int BLOCK = 512;

    private static final String PATH = "lane/health/";
    private static final HealthTensors TENSORS = new HealthTensors(PATH);
    private static final int ROWS = 0;
    private static final int REFUSED = 1;
    private static final int WORSE = 2;
    private static final int KINDS = 3;

    final Schema schema;
    private final int blockRows;
    private final int microBatch;
    final Map<String, LayerTrack> layers = new LinkedHashMap<>();
    final Map<String, UnitTrack> activations = new LinkedHashMap<>();
    final ColumnHabits habits;
    /** By column; label and tokens last. */
    final RecentRows quarantined;

    final RecentRows bounded;
    final RecentRows unitChanges;
    private final RecentRows rows = new RecentRows(PATH + "rows", KINDS);
    private final double[] ratios;
    /** Counts at the ends of the last blocks, newest last. */
    private final ArrayDeque<Map<String, Long>> guards = new ArrayDeque<>();

    private int from;

    /**
     * A watch that has seen nothing.
     *
     * @param microBatch rows that make one step
     */
    public HealthWatch(Schema schema, int microBatch) {
        this.schema = schema;
        this.microBatch = microBatch;
        blockRows = (BLOCK + microBatch - 1) / microBatch * microBatch;
        int width = schema.numeric().size();
        habits = new ColumnHabits(width);
        quarantined = new RecentRows(PATH + "quarantined", width + 2);
        bounded = new RecentRows(PATH + "bounded", width + 2);
        unitChanges = new RecentRows(PATH + "unit-changes", width + 2);
        ratios = new double[width + 2];
    }

    /** Rows until the block ends, in whole micro-batches, &gt;= 1. */
    public int room() {
        int left = (int) (blockRows - rows.now(ROWS));
        return Math.max(1, (left + microBatch - 1) / microBatch) * microBatch;
    }

    /** Rows from this one of a batch on are about to be learned from. */
    public void begin(int row) {
        from = row;
    }

    @Override
    public boolean samples(long step, int rows) {
        return step % (rows < 4 ? 96 : rows < 16 ? 32 : 8) == 0;
    }

    @Override
    public void layer(int row, LayerSample sample) {
        layers.computeIfAbsent(sample.layer(), LayerTrack::new).add(sample, rows.all(ROWS) + 1 + row - from);
    }

    @Override
    public void activation(String layer, Matrix activation) {
        activations.computeIfAbsent(layer, name -> new UnitTrack()).add(activation);
    }

    @Override
    public void outOfRange(int column, boolean whole) {
        (whole ? quarantined : bounded).add(index(column), 1);
    }

    @Override
    public void unitChanged(int column, double ratio) {
        unitChanges.add(index(column), 1);
        ratios[index(column)] = ratio;
    }

    private int index(int column) {
        return column >= 0 ? column : schema.numeric().size() - 1 - column;
    }

    /** The model refused a row; where a number of it is not finite, that is why. */
    public void refused(MiniBatch batch, int row) {
        rows.add(REFUSED, 1);
        for (int j = 0; j < batch.width(); j++) {
            if (Float.isInfinite(batch.numeric()[row * batch.width() + j])) {
                quarantined.add(j, 1);
            }
        }
    }

    /**
     * Rows {@code [from, to)} of a batch have been tried, at most {@link #room} of them.
     *
     * @return whether a block has ended, so that {@link #turn} is due
     */
    public boolean end(MiniBatch batch, int to) {
        for (int r = from; r < to; r++) {
            habits.add(rows.all(ROWS) + r - from, batch.numeric(), r * batch.width());
        }
        rows.add(ROWS, to - from);
        return rows.now(ROWS) >= blockRows;
    }

    /** So many rows were predicted much worse than usual, and worse than by a constant; where by far, they count twice. */
    public void worse(int count) {
        rows.add(WORSE, count);
    }

    /** Somebody has looked at what was predicted worse: it is no news any more. */
    public void forgive() {
        rows.forget(WORSE);
    }

    long worseLately() {
        return rows.lately(WORSE);
    }

    /** A block has ended. */
    public void turn(GuardCounts counts) {
        habits.end();
        rows.turn();
        quarantined.turn();
        bounded.turn();
        unitChanges.turn();
        guards.addLast(new TreeMap<>(counts.asMap()));
        if (guards.size() > RecentRows.BLOCKS + 1) {
            guards.removeFirst();
        }
    }

    /** How many times as large a column's numbers were after its last change of unit. */
    double unitRatio(int column) {
        return ratios[column];
    }

    /** What a count of rows is about, by its place in the counts. */
    String subject(int index) {
        int width = schema.numeric().size();
        return index < width ? "feature " + schema.numeric().get(index) : index == width ? "label" : "tokens";
    }

    long rowsLately() {
        return rows.lately(ROWS);
    }

    long refusedLately() {
        return rows.lately(REFUSED);
    }

    /** How training is now, by what its recovery says and what was seen. */
    public Verdict verdict(Verdict lane) {
        return new Diagnosis(this, LayerJudge.judge(layers, Map.of()), units(), lane).verdict();
    }

    private List<UnitHealth> units() {
        List<UnitHealth> units = new ArrayList<>();
        activations.forEach(
                (name, track) -> units.add(new UnitHealth(name, track.mean(), track.deviation(), track.dead())));
        return units;
    }

    /**
     * How training is now.
     *
     * @param lane what its recovery says
     * @param weightNorms by layer, where the samples don't know them
     * @param counts how often each guard has acted
     * @param rollbacks times that a good state has returned
     */
    public StabilityReport report(Verdict lane, Map<String, Double> weightNorms, GuardCounts counts, long rollbacks) {
        List<LayerHealth> health = LayerJudge.judge(layers, weightNorms);
        List<UnitHealth> units = units();
        Diagnosis diagnosis = new Diagnosis(this, health, units, lane);
        Map<String, Long> before = guards.size() > RecentRows.BLOCKS ? guards.getFirst() : Map.of();
        Map<String, Long> recent = new TreeMap<>();
        // a rollback takes counts back as well
        counts.asMap()
                .forEach((guard, count) -> recent.put(guard, Math.max(0, count - before.getOrDefault(guard, 0L))));
        Map<String, Long> all = new TreeMap<>();
        Map<String, Long> lately = new TreeMap<>();
        for (int i = 0; i < schema.numeric().size() + 2; i++) {
            if (quarantined.all(i) > 0) {
                all.put(subject(i), quarantined.all(i));
                lately.put(subject(i), quarantined.lately(i));
            }
        }
        return new StabilityReport(
                diagnosis.verdict(),
                diagnosis.findings(),
                rows.all(ROWS),
                rowsLately(),
                health,
                units,
                LayerJudge.evenness(layers),
                counts.asMap(),
                recent,
                all,
                lately,
                refusedLately(),
                rollbacks);
    }

    /** Puts everything under {@code lane/health/}. */
    public void save(NamedTensors into) {
        TENSORS.saveLayers(layers, into);
        TENSORS.saveActivations(activations, into);
        int block = 0;
        for (Map<String, Long> counts : guards) {
            TENSORS.saveCounts("guards-" + block++, counts, into);
        }
        habits.save(into);
        rows.save(into);
        quarantined.save(into);
        bounded.save(into);
        unitChanges.save(into);
        into.put(PATH + "unit-ratios", ratios.clone(), ratios.length);
    }

    /** Takes what {@link #save} put; a lane that was not watched is watched from here on. */
    public void load(NamedTensors from) {
        if (!from.contains(PATH + "rows")) {
            return;
        }
        TENSORS.loadLayers(layers, from);
        TENSORS.loadActivations(activations, from);
        guards.clear();
        for (int block = 0; from.contains(PATH + "guards-" + block + "/counts"); block++) {
            guards.addLast(TENSORS.loadCounts("guards-" + block, from));
        }
        habits.load(from);
        rows.load(from);
        quarantined.load(from);
        bounded.load(from);
        unitChanges.load(from);
        System.arraycopy(from.doubles(PATH + "unit-ratios", ratios.length), 0, ratios, 0, ratios.length);
    }
}
