package dev.evenkeel.model.update;

/**
 * A number that a rule keeps beside each element of a parameter, zero at first.
 *
 * @param name in state files
 * @param kind what it stands for
 */
record Slot(String name, Kind kind) {
    /** What a slot stands for: how replicas of one model agree on it, and what {@link UpdateRule#reanchor} does to it. */
    enum Kind {
        /** A moving average or a velocity. Replicas take their mean; re-anchoring leaves it. */
        MEAN,
        /** A sum over the past. Replicas add up what each has added to it; re-anchoring keeps a share. */
        SUM,
        /** The largest of the past. Replicas take the largest; re-anchoring keeps a share. */
        MAXIMUM,
        /** Weights of an earlier time. Replicas share it, or take the mean; re-anchoring takes the weights of now. */
        ORIGIN,
        /** Weights beside the trained ones. Replicas take the mean, as of weights; re-anchoring leaves it. */
        WEIGHT;

        /**
         * A slot's number beside an element that has had no step.
         *
         * @param weight the element's
         */
        float fresh(float weight) {
            return this == ORIGIN || this == WEIGHT ? weight : 0;
        }

        /**
         * A slot's number after re-anchoring.
         *
         * @param weight the element's trained weight
         * @param keep the share of the past that still counts
         */
        float reanchored(float value, float weight, double keep) {
            return switch (this) {
                case SUM, MAXIMUM -> (float) (value * keep);
                case ORIGIN -> weight;
                case MEAN, WEIGHT -> value;
            };
        }
    }

    static Slot mean(String name) {
        return new Slot(name, Kind.MEAN);
    }

    static Slot sum(String name) {
        return new Slot(name, Kind.SUM);
    }
}
