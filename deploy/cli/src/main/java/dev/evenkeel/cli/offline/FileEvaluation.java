package dev.evenkeel.cli.offline;

import dev.evenkeel.config.PipelineSpec;
import dev.evenkeel.connectors.file.RowReader;
import dev.evenkeel.connectors.format.DecodeException;
import dev.evenkeel.connectors.format.Decoder;
import dev.evenkeel.connectors.format.Formats;
import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.Refusals;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.stability.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns a file as the job would learn a topic of one partition with the same rows: test, then train. The final weights are the
 * job's, bit for bit; rows that are no examples are counted and passed over.
 *
 * <p>Windows of a count or of event time are the job's ({@code window.timeout} aside, which a file never meets); windows of
 * processing time become batches in the file's order. How rows are batched changes no weight, unless event time changes their
 * order.
 */
public final class FileEvaluation {
    private final TrainingLane lane;
    private final Decoder decoder;
    private final Example row;
    private final Batches batches;
    private final RowReader rows;
    private final CountingListener listener;
    private final Rejections rejections = new Rejections();
    private long learnNanos;
    /** Nothing that comes after a halt is learned: there is no point in reading it. */
    private boolean halted;

    private FileEvaluation(PipelineSpec spec, RowReader rows, List<TrainingLane.Listener> listeners) {
        int width = spec.schema().numeric().size();
        this.rows = rows;
        listener = new CountingListener(listeners);
        lane = new TrainingLane(
                Learners.create(spec.learner()),
                new EvaluationSettings(
                        spec.evaluation().window(), spec.evaluation().fading()));
        decoder = Formats.decoder(spec.examples().format().key(), rows.options(), spec.schema());
        row = new Example(width);
        batches = Batches.of(spec.window(), width);
    }

    /**
     * Learns all rows.
     *
     * @param rows at their beginning; left open
     * @param listener hears of each range of rows when it has been scored and learned
     * @throws IOException when the rows cannot be read on
     * @throws IllegalArgumentException when the pipeline's columns are not the rows'
     */
    public static EvaluationResult run(PipelineSpec spec, RowReader rows, TrainingLane.Listener listener)
            throws IOException {
        return new FileEvaluation(spec, rows, List.of(listener)).run();
    }

    /**
     * The same, keeping how the estimates went on the way.
     *
     * @param curves of nothing yet
     */
    public static EvaluationResult run(PipelineSpec spec, RowReader rows, TrainingLane.Listener listener, Curves curves)
            throws IOException {
        FileEvaluation evaluation = new FileEvaluation(spec, rows, List.of(listener, curves));
        curves.follow(evaluation.lane.evaluation());
        EvaluationResult result = evaluation.run();
        curves.end();
        return result;
    }

    private EvaluationResult run() throws IOException {
        long started = System.nanoTime();
        while (!halted && rows.next()) {
            try {
                decoder.decode(rows.bytes(), rows.from(), rows.to(), row);
                if (!batches.add(row.origin(0, rows.index()), this::learn)) {
                    reject("late: time=" + row.timeMs() + ", expected=within window.out-of-orderness");
                }
            } catch (DecodeException e) {
                reject(e.getMessage());
            }
        }
        if (!halted) {
            batches.finish(this::learn);
        }
        long before = System.nanoTime();
        lane.finish(listener);
        long ended = System.nanoTime();
        learnNanos += ended - before;
        var seconds = new EvaluationResult.Seconds((ended - started) / 1e9, learnNanos / 1e9);
        return new EvaluationResult(lane, listener.features, listener.events, rejections, seconds);
    }

    private void learn(MiniBatch batch) {
        long before = System.nanoTime();
        lane.learn(batch, listener);
        learnNanos += System.nanoTime() - before;
        halted = lane.verdict().state() == Verdict.State.HALTED;
    }

    private void reject(String reason) {
        rejections.add(new RejectedRow(rows.index() + 1, rows.line(), reason));
    }

    /** Counts features and keeps events on the way to other listeners. */
    private static final class CountingListener implements TrainingLane.Listener {
        private final List<TrainingLane.Listener> next;
        private final List<LaneEvent> events = new ArrayList<>();
        private long features;

        CountingListener(List<TrainingLane.Listener> next) {
            this.next = next;
        }

        @Override
        public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
            for (int r = from; r < to; r++) {
                features += FeatureCount.of(batch, r);
            }
            next.forEach(n -> n.scored(batch, from, to, predictions));
        }

        @Override
        public void refused(MiniBatch batch, Refusals.Refusal refusal) {
            next.forEach(n -> n.refused(batch, refusal));
        }

        @Override
        public void event(LaneEvent event) {
            events.add(event);
            next.forEach(n -> n.event(event));
        }
    }
}
