package dev.evenkeel.model.plasticity;

import dev.evenkeel.model.parameter.NamedTensors;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of the hidden units of a network, by layer; empty before the first step. Not thread-safe. */
public final class UnitTraces {
    private static final String PREFIX = "plasticity/";
    private static final String AGE = "/age";

    private final double decay;
    private final Map<String, UnitTrace> byLayer = new TreeMap<>();

    /** Traces of a network that has seen nothing. */
    public UnitTraces(Recycling recycling) {
        decay = recycling.decay();
    }

    private UnitTraces(UnitTraces from) {
        decay = from.decay;
        from.byLayer.forEach((layer, trace) -> byLayer.put(layer, trace.copy()));
    }

    /** A layer's trace, which begins with its first use. */
    UnitTrace of(String layer, int units) {
        return byLayer.computeIfAbsent(layer, name -> new UnitTrace(units, decay));
    }

    /** How many units of a layer have started anew. */
    long recycled(String layer) {
        UnitTrace trace = byLayer.get(layer);
        return trace == null ? 0 : trace.recycled();
    }

    /** Independent traces of the same. */
    public UnitTraces copy() {
        return new UnitTraces(this);
    }

    /** Puts them under {@code plasticity/<layer>/}. */
    public void save(NamedTensors into) {
        byLayer.forEach((layer, trace) -> trace.save(PREFIX + layer, into));
    }

    /**
     * Takes what {@link #save} has put, which may be nothing.
     *
     * @throws IllegalArgumentException when a tensor is missing, of another length, or impossible
     */
    public void load(NamedTensors from) {
        byLayer.clear();
        for (String name : from.names()) {
            if (name.startsWith(PREFIX) && name.endsWith(AGE)) {
                String layer = name.substring(PREFIX.length(), name.length() - AGE.length());
                of(layer, from.longs(name).length).load(PREFIX + layer, from);
            }
        }
    }
}
