package dev.evenkeel.cli.stability;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.evaluation.EvaluationSettings;
import dev.evenkeel.model.learner.Learners;
import dev.evenkeel.model.learner.TrainingLane;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.stability.LayerHealth;
import dev.evenkeel.model.stability.StabilityReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Deep networks that learn whether eight normal numbers have a sum above 0: whether all their layers learn, and at what pace. The same seed
 * gives the same figures.
 *
 * @param rows that each network learns, &gt;= {@value #FEWEST}
 * @param seed of rows and weights
 */
public record Pace(int rows, long seed) {
    /** In fewer, too few steps are looked at. */
    public static final int FEWEST = 2_560;

    private static final EvaluationSettings SETTINGS = new EvaluationSettings(500, 0.99);
    private static final int WIDTH = 8;
    private static final int STEP = 160;

    /** Checks the range. */
    public Pace {
        if (rows < FEWEST) {
            throw new IllegalArgumentException("must be at least " + FEWEST + ": rows=" + rows);
        }
    }

    /**
     * How a network was at a time.
     *
     * @param row learned so far
     * @param growth the largest gradient norm of a layer over its running mean
     */
    public record Moment(int row, double growth, StabilityReport report) {}

    /**
     * How a network learned.
     *
     * @param setup which
     * @param moments one after the other
     * @param loss over the last 500 rows
     */
    public record Outcome(PaceSetup setup, List<Moment> moments, double loss) {
        /** Copies the list. */
        public Outcome {
            moments = List.copyOf(moments);
        }

        /** How it was at the end. */
        public StabilityReport last() {
            return moments.get(moments.size() - 1).report();
        }

        /** The worst that the largest relative update of a layer over the smallest ever was. */
        public double evenness() {
            return moments.stream()
                    .mapToDouble(moment -> moment.report().evenness())
                    .max()
                    .orElse(Double.NaN);
        }

        /** Dense layers at the end, from the input to the output. */
        public List<LayerHealth> denseLayers() {
            return last().layers().stream()
                    .filter(layer -> !layer.layer().startsWith("layer-norm"))
                    .toList();
        }
    }

    /** Runs a network. */
    public Outcome run(PaceSetup setup) {
        RandomStream random = new RandomStream(seed).split("pace");
        TrainingLane lane = new TrainingLane(Learners.create(setup.learner(seed, 1)), SETTINGS);
        List<Moment> moments = new ArrayList<>();
        int middle = rows / 2 / STEP * STEP;
        for (int from = 0; from + STEP <= rows; from += STEP) {
            if (from == middle && setup.haste() > 1) {
                lane = Trial.around(Learners.create(setup.learner(seed, setup.haste())), lane, SETTINGS);
            }
            for (int row = from; row < from + STEP; row += PaceSetup.BATCH) {
                lane.learn(draw(row, random));
            }
            StabilityReport report = lane.report();
            double growth = report.layers().stream()
                    .mapToDouble(LayerHealth::gradientGrowth)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(Double.NaN);
            moments.add(new Moment(from + STEP, growth, report));
        }
        return new Outcome(setup, moments, lane.evaluation().window().loss());
    }

    private static MiniBatch draw(int first, RandomStream random) {
        MiniBatch.Builder batch = new MiniBatch.Builder(WIDTH, PaceSetup.BATCH);
        Example row = new Example(WIDTH);
        for (int r = first; r < first + PaceSetup.BATCH; r++) {
            row.clear().timeMs(r).origin(0, r);
            float sum = 0;
            for (int j = 0; j < WIDTH; j++) {
                row.numeric()[j] = random.nextGaussian();
                sum += row.numeric()[j];
            }
            batch.add(row.label(sum > 0 ? 1 : 0));
        }
        return batch.build();
    }
}
