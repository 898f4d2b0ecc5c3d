package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Variants;

/** How many models learn from the stream. */
@Variants(by = "type", orElse = "single")
public sealed interface TopologySpec {
    /** One lane, one model. */
    record Single() implements TopologySpec {}
}
