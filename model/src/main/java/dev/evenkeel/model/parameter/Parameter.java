package dev.evenkeel.model.parameter;

/** Something trainable, by name. Names are paths of layer and role, such as {@code dense-0/weight}. */
public sealed interface Parameter permits DenseParameter, RowTable {
    /** Its name, unique in a model. */
    String name();

    /** Its layer: the name up to the slash. */
    default String layer() {
        int slash = name().indexOf('/');
        return slash < 0 ? name() : name().substring(0, slash);
    }

    /** Trainable numbers, allocated or not, without padding. */
    long count();

    /** Its values as they are stored, valid up to {@link #stored()}; the backing array. */
    float[] values();

    /** How many values are stored: all with their padding (zero), or those of the rows that were touched. */
    int stored();

    /**
     * Puts its values under {@code prefix/name}, in logical shapes.
     *
     * @param prefix a path without a slash at its end
     */
    void save(String prefix, NamedTensors into);

    /**
     * Takes what {@link #save} has put; copies.
     *
     * @throws IllegalArgumentException when it is missing or has another type or shape
     */
    void load(String prefix, NamedTensors from);

    /** An independent parameter with the same values. */
    Parameter copy();
}
