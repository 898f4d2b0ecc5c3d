package dev.evenkeel.connectors.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.data.Example;
import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.data.Predictions;
import dev.evenkeel.model.learner.Learner;
import dev.evenkeel.model.snapshot.ModelSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LiveModelTest {
    private static final MiniBatch ROWS = Models.rows(77, 20);

    @Test
    void whileModelsAreSwappedEachPredictionIsOfOneSnapshotFromBeginningToEnd() throws Exception {
        List<ModelSnapshot> snapshots = Models.trained(5);
        Map<Long, float[]> expected = new HashMap<>();
        LiveModel live = new LiveModel(Models.spec(12));
        for (ModelSnapshot snapshot : snapshots) {
            Predictions scores = new Predictions(1);
            snapshot.learner(Models.spec(12)).predict(ROWS, 0, ROWS.rows(), scores);
            expected.put(snapshot.sequence(), scores.scores().clone());
        }
        live.swap(serving(snapshots.get(0), 2));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> predicting = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                predicting.add(threads.submit(untilTheLast(live, expected)));
            }
            for (int i = 1; i < 2_000; i++) {
                live.swap(serving(snapshots.get(i % 4), 2));
            }
            live.swap(serving(snapshots.get(4), 2));
            for (Future<Integer> thread : predicting) {
                assertThat(thread.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Integer> untilTheLast(LiveModel live, Map<Long, float[]> expected) {
        return () -> {
            Predictions scores = new Predictions(1);
            int predictions = 0;
            long sequence = 0;
            while (sequence < 5) {
                sequence = live.predict(ROWS, scores).sequence();
                assertThat(scores.scores()).isEqualTo(expected.get(sequence));
                predictions++;
            }
            return predictions;
        };
    }

    @Test
    void aRowIsPredictedAsItsProbability() {
        ModelSnapshot snapshot = Models.trained(1).get(0);
        LiveModel live = new LiveModel(Models.spec(12));
        live.swap(serving(snapshot, 1));
        Example row = new Example(1);
        ROWS.row(3, row);
        Predictions scores = new Predictions(1);
        snapshot.learner(Models.spec(12)).predict(ROWS, 3, 4, scores);

        assertThat(live.predict(row)).containsExactly((float) (1 / (1 + Math.exp(-scores.scores()[0]))));
    }

    private static Serving serving(ModelSnapshot snapshot, int copies) {
        Learner learner = snapshot.learner(Models.spec(12));
        return new Serving(
                new ServedSnapshot(snapshot.sequence(), snapshot.version(), snapshot.sha256(), snapshot.metadata()),
                learner,
                copies);
    }
}
