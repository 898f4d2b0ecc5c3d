package dev.evenkeel.model.layer;

import java.util.List;
import java.util.stream.Collectors;

/** Says which layer of a description does not fit what comes before it. */
public final class LayerShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String place;
    private final String problem;

    /**
     * A layer that does not fit.
     *
     * @param path its number in the list of layers, then those inside it
     * @param type what users write
     * @param problem what is wrong, with both shapes
     */
    public LayerShapeException(List<Integer> path, String type, String problem) {
        super(problem + ": layer=" + place(path) + " (" + type + ")");
        place = place(path);
        this.problem = problem;
    }

    private static String place(List<Integer> path) {
        return path.stream().map(index -> "layers[" + index + "]").collect(Collectors.joining("."));
    }

    /** The layer's place: {@code layers[3]}, or {@code layers[3].layers[0]} inside another. */
    public String place() {
        return place;
    }

    /** What is wrong, with both shapes. */
    public String problem() {
        return problem;
    }
}
