package dev.evenkeel.model.layer;

/** A layer without parameters and memory. */
final class PlainStage extends Stage {
    /** Makes the layer, given its name and the rows of the largest batch. */
    interface Builder {
        Layer build(String name, int maxRows);
    }

    private final Builder builder;

    PlainStage(String name, TensorShape output, Builder builder) {
        super(name, output);
        this.builder = builder;
    }

    @Override
    Layer build(Materials from) {
        return builder.build(name(), from.maxRows());
    }
}
