package dev.evenkeel.model.drift;

import dev.evenkeel.model.data.MiniBatch;
import dev.evenkeel.model.math.RandomStream;
import dev.evenkeel.model.parameter.NamedTensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Watches the loss and chosen inputs of a stream, one detector each, example by example: what it says depends on the examples and
 * their order alone, never on how they were gathered.
 *
 * <p>A missing input, and a number that is not finite or beyond {@link DriftDetector#LIMIT}, says nothing and is passed over. A
 * detector whose settings are in the unit of the values sees the loss as it is, since its unit is known to whoever chose the loss,
 * and inputs in deviations from the mean of their first {@value Yardstick#VALUES} values. Not thread-safe.
 */
public final class DriftMonitor {
    private final List<Watch> watches = new ArrayList<>();

    private DriftMonitor() {}

    /**
     * A monitor that has seen nothing.
     *
     * @param columns names of the batches' numbers, in order
     * @param seed of detectors that draw; each has a stream of its own, split by its signal's name
     * @throws IllegalArgumentException when a signal is neither the loss nor a column
     */
    public DriftMonitor(DriftSettings settings, List<String> columns, long seed) {
        RandomStream random = new RandomStream(seed).split("drift");
        for (String signal : settings.signals()) {
            boolean loss = signal.equals(DriftSettings.LOSS);
            int column = loss ? -1 : columns.indexOf(signal);
            if (!loss && column < 0) {
                throw new IllegalArgumentException("must be loss or a numeric column: signal=" + signal);
            }
            watches.add(new Watch(signal, column, settings.detector(), random.split(signal)));
        }
    }

    /** Whether there is nothing to watch. */
    public boolean idle() {
        return watches.isEmpty();
    }

    /**
     * Takes in the next example.
     *
     * @param loss its prequential loss
     * @param batch holds it, as row {@code row}
     * @param example its number, from 1 on
     * @param alarms hears of each alarm it raises, in the order of the signals
     */
    public void add(double loss, MiniBatch batch, int row, long example, Consumer<DriftAlarm> alarms) {
        for (Watch watch : watches) {
            double value = watch.column < 0 ? loss : batch.numeric()[row * batch.width() + watch.column];
            if (watch.add(value)) {
                alarms.accept(watch.alarm(example, batch.timesMs()[row]));
            }
        }
    }

    /** Alarms so far, by signal in the order of the settings. */
    public Map<String, Long> alarms() {
        Map<String, Long> counts = new LinkedHashMap<>();
        watches.forEach(watch -> counts.put(watch.signal, watch.alarms()));
        return counts;
    }

    /** An independent monitor that has seen the same. */
    public DriftMonitor copy() {
        DriftMonitor copy = new DriftMonitor();
        watches.forEach(watch -> copy.watches.add(watch.copy()));
        return copy;
    }

    /** Puts the state under {@code drift/<signal>/}. */
    public void save(NamedTensors into) {
        watches.forEach(watch -> watch.save(path(watch), into));
    }

    /**
     * Takes what {@link #save} has put. A signal that was not watched then, or by a detector of other settings, starts anew: what is watched
     * may be changed while training goes on.
     *
     * @throws IllegalArgumentException when a tensor is of a wrong type or length, or holds what no such detector could have saved
     */
    public void load(NamedTensors from) {
        for (Watch watch : watches) {
            if (watch.saved(path(watch), from)) {
                watch.load(path(watch), from);
            }
        }
    }

    private static String path(Watch watch) {
        return "drift/" + watch.signal;
    }
}
