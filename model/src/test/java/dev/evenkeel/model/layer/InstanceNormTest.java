package dev.evenkeel.model.layer;

/** Instance normalization: as many groups as channels. */
class InstanceNormTest extends LayerContract {
    @Override
    Layer layer() {
        return GroupNormTest.layer("instance-norm-0", 3, 3, 7);
    }
}
