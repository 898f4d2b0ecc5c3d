package dev.evenkeel.model.learner;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.drift.DriftAction;
import dev.evenkeel.model.evaluation.Evaluation;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.evaluation.PublishGate;
import dev.evenkeel.model.parameter.NamedTensors;
import dev.evenkeel.model.stability.GuardCounts;
import dev.evenkeel.model.stability.HealthWatch;
import dev.evenkeel.model.stability.InputGuard;
import dev.evenkeel.model.stability.Recovery;
import dev.evenkeel.model.stability.StabilityReport;
import dev.evenkeel.model.stability.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A lane of training: a learner, its prequential evaluation, and where in the stream it stands. What the streaming job keeps as
 * state and the command line drives directly.
 *
 * <p>Windows are cut into micro-batches of {@link Learner#microBatch()} rows by counting examples, not by window ends: rows that
 * do not fill one wait here, as part of the state, so that a window closed early changes nothing but latency. {@link #finish}
 * trains what waits. Not thread-safe.
 */
public final class TrainingLane {
    /** What learning from some rows did; told as it happens. */
    public interface Listener {
        /** Rows {@code [from, to)} of the batch were scored, as rows 0, 1, ... of {@code predictions}, and tried. */
        default void scored(MiniBatch batch, int from, int to, Predictions predictions) {}

        /** A row of the batch was refused; it may be one that was learned from, and that a rollback took back. */
        default void refused(MiniBatch batch, Refusals.Refusal refusal) {}

        /** Something happened that people should hear of. */
        default void event(LaneEvent event) {}

        /** The last published state, for a rollback when the lane keeps none; empty when there is none. */
        default Optional<NamedTensors> published() {
            return Optional.empty();
        }
    }

    private static final Listener SILENT = new Listener() {};
    /** What still counts of the past when a stream may be a new one. */
    private static final double REANCHOR_KEEP = 0.1;

    private static final String PAUSED = "lane/paused";

    private final Learner learner;
    private final Evaluation evaluation;
    private final EvaluationSettings settings;
    private final Predictions predictions;
    private final Refusals refusals = new Refusals();
    private final RefusedRows refused = new RefusedRows();
    private final NextOffsets nextOffsets = new NextOffsets();
    private final Counts counts;
    private final Orders orders = new Orders();
    /** Goes back where it must; null where that is off. */
    private final LaneWatch watch;

    private final HealthWatch health;
    private final LaneDrift drift;
    private MiniBatch waiting;
    private boolean paused;
    private long scoredBy;

    /** A lane that has seen nothing. */
    public TrainingLane(Learner learner, EvaluationSettings settings) {
        this(learner, settings, new Counts());
    }

    private TrainingLane(Learner learner, EvaluationSettings settings, Counts counts) {
        this.learner = learner;
        LearnerSpec spec = learner.spec();
        evaluation = new Evaluation(spec.task(), spec.loss(), spec.schema().outputs(), settings);
        this.settings = settings;
        this.counts = counts;
        watch = spec.stability()
                .rollback()
                .map(rollback -> new LaneWatch(spec, learner.microBatch(), rollback))
                .orElse(null);
        health = new HealthWatch(spec.schema(), learner.microBatch());
        learner.observe(health);
        drift = new LaneDrift(spec, learner.microBatch());
        predictions = new Predictions(spec.schema().outputs());
        waiting = empty();
    }

    /** Learns from a window, but for the rows that wait for their micro-batch, or for the end of a pause. */
    public void learn(MiniBatch batch, Listener listener) {
        counts.batches++;
        int from = 0;
        if (waiting.rows() > 0 && !paused) {
            from = Math.min(batch.rows(), learner.microBatch() - waiting.rows());
            MiniBatch first = join(waiting, batch, 0, from);
            waiting = empty();
            train(first, 0, listener);
        }
        if (from < batch.rows()) {
            train(batch, from, listener);
        }
    }

    /** {@link #learn(MiniBatch, Listener)} with nobody listening. */
    public void learn(MiniBatch batch) {
        learn(batch, SILENT);
    }

    /** Trains the rows that wait, as a smaller micro-batch: the stream has ended. While paused, they go on waiting. */
    public void finish(Listener listener) {
        if (waiting.rows() > 0 && !paused) {
            MiniBatch last = waiting;
            waiting = empty();
            step(last, 0, last.rows(), listener);
        }
    }

    /** Carries out an order, at once or when its version comes. */
    public void order(Order order, Listener listener) {
        orders.add(order);
        obey(listener);
    }

    /** Tries rows from {@code from} on in whole micro-batches, and lets the others wait. */
    private void train(MiniBatch batch, int from, Listener listener) {
        int step = learner.microBatch();
        int tried = paused ? from : step(batch, from, from + (batch.rows() - from) / step * step, listener);
        if (tried < batch.rows()) {
            waiting = join(waiting, batch, tried, batch.rows());
        }
    }

    /** Tries rows {@code [from, to)}; gives the row that is next, which is earlier than {@code to} when a pause began. */
    private int step(MiniBatch batch, int from, int to, Listener listener) {
        int r = from;
        while (r < to && !paused) {
            long room = (long) orders.room(learner.version()) * learner.microBatch();
            room = Math.min(
                    Math.min(room, health.room()),
                    Math.min(drift.room(), watch == null ? Integer.MAX_VALUE : watch.room()));
            int end = (int) Math.min(to, r + room);
            attempt(batch, r, end, listener);
            answerDrift(listener);
            obey(listener);
            r = end;
        }
        return r;
    }

    private void attempt(MiniBatch batch, int from, int to, Listener listener) {
        refusals.clear();
        scoredBy = learner.version();
        health.begin(from);
        if (watch == null || watch.learns()) {
            learner.learn(batch, from, to, predictions, refusals);
        } else {
            skip(batch, from, to);
        }
        refused.sort(refusals, from, learner.microBatch());
        evaluation.add(predictions, batch, from, to, refused.quarantined());
        examine(batch, to);
        counts.lastTimeMs = Math.max(counts.lastTimeMs, nextOffsets.advance(batch, from, to));
        counts.examples += to - from - refusals.list().size();
        counts.refusedRows += refusals.list().size();
        counts.refusedBatches += refused.steps();
        listener.scored(batch, from, to, predictions);
        for (Refusals.Refusal refusal : refusals.list()) {
            listener.refused(batch, refusal);
        }
        drift.observe(
                batch,
                from,
                to,
                predictions,
                refused.quarantined(),
                alarm -> listener.event(LaneEvent.of(alarm, learner.version(), counts.examples)));
        if (watch != null) {
            Recovery.Advice advice =
                    watch.observe(batch, from, to, predictions, refused.all(), refused.quarantined(), learner);
            health.worse(watch.takeWorse());
            heed(advice, listener);
        }
    }

    private void examine(MiniBatch batch, int to) {
        for (Refusals.Refusal refusal : refusals.list()) {
            if (refusal.cause() == Refusals.Cause.STEP) {
                health.refused(batch, refusal.row());
            }
        }
        if (health.end(batch, to)) {
            health.turn(guards());
        }
    }

    private GuardCounts guards() {
        GuardCounts guards = new GuardCounts();
        learner.count(guards);
        return guards;
    }

    private void answerDrift(Listener listener) {
        Set<DriftAction> due = drift.due();
        if (due.isEmpty()) {
            return;
        }
        if (due.contains(DriftAction.ROLL_BACK) && goBack(Optional.empty(), listener)) {
            tell(LaneEvent.Kind.ROLLED_BACK, "The stream has changed", listener);
        }
        drift.answer(learner);
    }

    /** Rows are predicted and refused: what the model would learn from them is in doubt, or it has halted. */
    private void skip(MiniBatch batch, int from, int to) {
        learner.predict(batch, from, to, predictions);
        String reason = (watch.recovery().halted() ? "halted: " : "cooling down: ")
                + watch.recovery().reason();
        for (int r = from; r < to; r++) {
            refusals.skip(r, reason);
        }
    }

    private void heed(Recovery.Advice advice, Listener listener) {
        switch (advice) {
            case GO_ON -> {}
            case GO_BACK -> {
                NamedTensors running = new NamedTensors();
                learner.save(running);
                goBack(watch.states().last().map(good -> InputGuard.keepScales(good, running)), listener);
                counts.returns++;
                tell(
                        LaneEvent.Kind.RETURNED,
                        "the state from before predicts better than what was learned since",
                        listener);
            }
            case ROLL_BACK -> {
                takeBack(listener);
                tell(LaneEvent.Kind.ROLLED_BACK, watch.recovery().reason(), listener);
            }
            case LEARN -> tell(LaneEvent.Kind.LEARNING, "Learning again after a cool-down", listener);
            case REANCHOR -> {
                takeBack(listener);
                learner.reanchor(REANCHOR_KEEP);
                tell(LaneEvent.Kind.ROLLED_BACK, watch.recovery().reason() + "; re-anchored", listener);
            }
            case ACCEPT -> tell(LaneEvent.Kind.NEW_STREAM, "The stream has changed, and is learned", listener);
            case HALT -> {
                takeBack(listener);
                paused = watch.pausesWhenHalted();
                tell(LaneEvent.Kind.HALTED, watch.recovery().reason(), listener);
            }
        }
    }

    /** Returns to the last good state, and refuses the rows that led away from it. */
    private void takeBack(Listener listener) {
        counts.rollbacks += goBack(Optional.empty(), listener) ? 1 : 0;
        int lost = watch.suspects().refuse("rolled back: " + watch.recovery().reason(), listener);
        counts.examples -= lost;
        counts.refusedRows += lost;
    }

    /**
     * Returns to a state, as one more version.
     *
     * @return whether there was a state to return to
     */
    private boolean goBack(Optional<NamedTensors> state, Listener listener) {
        Optional<NamedTensors> good = state.or(
                        () -> watch == null ? Optional.empty() : watch.states().last())
                .or(listener::published);
        good.ifPresent(tensors -> learner.load(tensors.with(
                "counters/version",
                new NamedTensors.Tensor(NamedTensors.Type.I64, new long[] {1}, new long[] {learner.version() + 1}))));
        return good.isPresent();
    }

    private void obey(Listener listener) {
        for (Optional<Order> next = orders.next(learner.version());
                next.isPresent();
                next = orders.next(learner.version())) {
            obey(next.get(), listener);
        }
    }

    private void obey(Order order, Listener listener) {
        switch (order.action()) {
            case PUBLISH -> tell(LaneEvent.Kind.PUBLISH, order, "", listener);
            case PAUSE -> {
                paused = true;
                tell(LaneEvent.Kind.PAUSED, order, "", listener);
            }
            case RESUME -> {
                paused = false;
                health.forgive();
                if (watch != null) {
                    watch.recovery().resume();
                }
                tell(LaneEvent.Kind.RESUMED, order, "", listener);
                MiniBatch held = waiting;
                waiting = empty();
                train(held, 0, listener);
            }
            case ROLLBACK -> {
                String problem = rollBack(order, listener);
                boolean done = problem.isEmpty();
                tell(done ? LaneEvent.Kind.ROLLED_BACK : LaneEvent.Kind.ORDER_FAILED, order, problem, listener);
            }
        }
    }

    /** Why it cannot be done, or the empty string when it was. */
    private String rollBack(Order order, Listener listener) {
        try {
            order.state().ifPresent(state -> learner.copy().load(state)); // throws before anything has changed
        } catch (IllegalArgumentException e) {
            return ": the state does not fit: " + e.getMessage();
        }
        if (!goBack(order.state(), listener)) {
            return ": there is no good state yet";
        }
        counts.rollbacks++;
        return "";
    }

    private void tell(LaneEvent.Kind kind, String text, Listener listener) {
        tell(kind, text, Map.of(), listener);
    }

    private void tell(LaneEvent.Kind kind, Order order, String problem, Listener listener) {
        tell(kind, "order " + order.id() + problem, Map.of(LaneEvent.ORDER, order.id()), listener);
    }

    private void tell(LaneEvent.Kind kind, String text, Map<String, String> details, Listener listener) {
        listener.event(new LaneEvent(kind, learner.version(), counts.examples, counts.lastTimeMs, text, details));
    }

    private MiniBatch empty() {
        return new MiniBatch.Builder(learner.spec().schema().numeric().size(), 1).build();
    }

    private static MiniBatch join(MiniBatch first, MiniBatch second, int from, int to) {
        return new MiniBatch.Builder(second.width(), first.rows() + to - from)
                .add(first, 0, first.rows())
                .add(second, from, to)
                .build();
    }

    /** The version of the model that scored row {@code row} of those {@link Listener#scored} is told of, from 0 on. */
    public long scoredBy(int row) {
        return Math.min(scoredBy + row / learner.microBatch(), learner.version());
    }

    /** The learner; changes as the lane learns. */
    public Learner learner() {
        return learner;
    }

    /** The evaluation; changes as the lane learns. */
    public Evaluation evaluation() {
        return evaluation;
    }

    /** How far back the evaluation looks. */
    public EvaluationSettings settings() {
        return settings;
    }

    /** Rows that wait for their micro-batch. */
    public MiniBatch waiting() {
        return waiting;
    }

    /** Whether rows wait until someone resumes. */
    public boolean paused() {
        return paused;
    }

    /** How training is, why, and in which layer or column; costs a pass over the weights. */
    public StabilityReport report() {
        Map<String, Double> norms = new HashMap<>();
        for (LayerReport layer : learner.layers()) {
            norms.put(layer.layer(), layer.weightNorm());
        }
        return health.report(recoveryVerdict(), norms, guards(), counts.rollbacks);
    }

    /** How training is: the report's verdict. */
    public Verdict verdict() {
        return health.verdict(recoveryVerdict());
    }

    private Verdict recoveryVerdict() {
        if (watch == null || watch.recovery().reason().isEmpty()) {
            return Verdict.WELL;
        }
        return watch.recovery().verdict();
    }

    /** The lane's counters; change as the lane learns. */
    public Counts counts() {
        return counts;
    }

    /**
     * Whether the state may be published now as far as a gate is concerned, which remembers its decision; a refusal is an event.
     *
     * @return why it may; empty when it is withheld
     */
    public Optional<String> pass(PublishGate gate, Listener listener) {
        PublishGate.Decision decision = gate.decide(evaluation.window(), counts.passedMetric());
        counts.decided(decision);
        if (decision.passed()) {
            return Optional.of(decision.sentence());
        }
        tell(LaneEvent.Kind.WITHHELD, "A snapshot is withheld: " + decision.sentence(), decision.details(), listener);
        return Optional.empty();
    }

    /** Drift alarms so far, by watched signal. */
    public Map<String, Long> driftAlarms() {
        return drift.alarms();
    }

    /** For each partition, the offset after the last row tried; rows that wait are not tried yet. A live view. */
    public Map<Integer, Long> nextOffsets() {
        return nextOffsets.byPartition();
    }

    /** Puts what belongs neither to the learner nor to the evaluation, but for the rows that wait. */
    public void save(NamedTensors into) {
        into.put("lane/counts", counts.toArray(), Counts.LENGTH);
        nextOffsets.save(into);
        into.put(PAUSED, new long[] {paused ? 1 : 0}, 1);
        orders.save(into);
        health.save(into);
        drift.save(into);
        if (watch != null) {
            watch.save(into);
        }
    }

    /**
     * A lane in a saved state.
     *
     * @param learner already restored
     * @param tensors what {@link #save} and {@link Evaluation#save} put
     * @param waiting the rows that waited
     * @throws IllegalArgumentException when a tensor is missing or has another type or length
     */
    public static TrainingLane restore(
            Learner learner, EvaluationSettings settings, NamedTensors tensors, MiniBatch waiting) {
        Counts counts = Counts.of(tensors.longs("lane/counts"));
        TrainingLane lane = new TrainingLane(learner, settings, counts);
        lane.evaluation.load(tensors);
        lane.nextOffsets.load(tensors);
        if (waiting.width() != lane.waiting.width()) {
            throw new IllegalArgumentException(
                    "waiting rows have another width: width=" + waiting.width() + ", expected=" + lane.waiting.width());
        }
        lane.waiting = waiting;
        lane.paused = tensors.contains(PAUSED) && tensors.longs(PAUSED, 1)[0] == 1;
        lane.orders.load(tensors);
        lane.health.load(tensors);
        lane.drift.load(tensors);
        if (lane.watch != null) {
            lane.watch.load(tensors);
        }
        return lane;
    }

    /**
     * A lane that continues with a learner that was published: next is the row at each of {@code nextOffsets}. Its evaluation, its
     * detectors of drift, its good states and what is usual for its layers begin anew.
     *
     * @param learner already restored
     */
    public static TrainingLane resume(
            Learner learner, EvaluationSettings settings, Counts counts, Map<Integer, Long> nextOffsets) {
        TrainingLane lane = new TrainingLane(learner, settings, counts);
        lane.nextOffsets.begin(nextOffsets);
        return lane;
    }

    /** An independent lane in the same state; what neither will ever change is shared. */
    public TrainingLane copy() {
        NamedTensors state = new NamedTensors();
        evaluation.save(state);
        save(state);
        return restore(learner.copy(), settings, state, waiting);
    }
}
