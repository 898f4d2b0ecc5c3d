package dev.evenkeel.cli.offline;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.evaluation.Estimates;
import dev.evenkeel.model.evaluation.Evaluation;
import dev.evenkeel.model.learner.LaneEvent;
import dev.evenkeel.model.learner.TrainingLane;
import java.util.ArrayList;
import java.util.List;

/**
 * How the estimates of one evaluation went: points evenly over its rows, however many those are, and what happened on the way.
 * Between 256 and 512 points when there are as many windows; when they grow too many, every second one goes. Not thread-safe.
 */
public final class Curves implements TrainingLane.Listener {
    private static final int MOST_POINTS = 512;
    private static final int FIRST_STRIDE = 16;

    /**
     * The estimates at one place.
     *
     * @param rows rows tried by then
     * @param total over all of them
     * @param window over the last ones
     * @param fading recent ones counting most
     */
    public record Point(long rows, Estimates total, Estimates window, Estimates fading) {}

    /**
     * Something that happened on the way.
     *
     * @param rows rows tried by then
     * @param event what
     */
    public record Happening(long rows, LaneEvent event) {}

    private final List<Point> points = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private Evaluation evaluation;
    private long rows;
    private long stride = FIRST_STRIDE;
    private long next = FIRST_STRIDE;

    /** To be called once, before the first row. */
    void follow(Evaluation of) {
        evaluation = of;
    }

    @Override
    public void scored(MiniBatch batch, int from, int to, Predictions predictions) {
        rows += to - from;
        if (rows >= next) {
            mark();
        }
    }

    @Override
    public void event(LaneEvent event) {
        happenings.add(new Happening(rows, event));
    }

    /** To be called once, after the last row, so that the last point is where the rows end. */
    void end() {
        if (rows > 0 && (points.isEmpty() || points.get(points.size() - 1).rows < rows)) {
            mark();
        }
    }

    private void mark() {
        points.add(new Point(rows, evaluation.total(), evaluation.window(), evaluation.fading()));
        if (points.size() == MOST_POINTS) {
            stride *= 2;
            List<Point> kept = new ArrayList<>();
            for (int i = 1; i < points.size(); i += 2) {
                kept.add(points.get(i));
            }
            points.clear();
            points.addAll(kept);
        }
        next = rows + stride;
    }

    /** The points, by rising rows. */
    public List<Point> points() {
        return List.copyOf(points);
    }

    /** What happened, in its order. */
    public List<Happening> happenings() {
        return List.copyOf(happenings);
    }
}
