package dev.evenkeel.model.layer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.parameter.DenseParameter;
import org.junit.jupiter.api.Test;

class GroupNormTest extends LayerContract {
    @Override
    Layer layer() {
        return layer("group-norm-0", 3, 6, 5);
    }

    static GroupNorm layer(String name, int groups, int channels, int positions) {
        Affine affine =
                new Affine(randomParameter(name + "/gain", 3, channels), randomParameter(name + "/bias", 4, channels));
        return new GroupNorm(affine, groups, positions, GroupNorm.EPSILON, MAX_ROWS);
    }

    @Test
    void refusesGroupsThatDoNotDivideTheChannels() {
        assertThatThrownBy(() -> layer("g", 4, 6, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must divide the channels: groups=4, channels=6");
        assertThatThrownBy(() -> new Affine(new DenseParameter("g/gain", 2), new DenseParameter("g/bias", 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes must be one vector's: gain=[2], bias=[3]");
    }
}
