package dev.evenkeel.config.spec;

import dev.evenkeel.config.shape.Key;
import dev.evenkeel.config.shape.Shapes;
import dev.evenkeel.config.shape.Variants;
import dev.evenkeel.model.update.Schedule;

/** How steps shrink or grow with the examples seen. */
@Variants
public sealed interface ScheduleSpec {
    /** The learner's view of it. */
    Schedule toSchedule();

    /** Steps as they are. */
    record Constant() implements ScheduleSpec {
        @Override
        public Schedule toSchedule() {
            return Schedule.CONSTANT;
        }
    }

    /**
     * Linear growth at first.
     *
     * @param warmup examples until steps have their size
     */
    record Warmup(
            @Key(about = "Examples until steps have grown to their size.", required = true, example = "1000", min = "1")
            long warmup)
            implements ScheduleSpec {
        /** Checks the range. */
        public Warmup {
            Shapes.check(Warmup.class, warmup);
        }

        @Override
        public Schedule toSchedule() {
            return new Schedule.Warmup(warmup);
        }
    }

    /** One over the root of the examples. */
    record InverseRoot() implements ScheduleSpec {
        @Override
        public Schedule toSchedule() {
            return new Schedule.InverseRoot();
        }
    }

    /**
     * Cosines with restarts.
     *
     * @param cosine examples of a period
     */
    record Cosine(
            @Key(
                    about = "Examples in which steps shrink along a cosine, before they start again.",
                    required = true,
                    example = "100000",
                    min = "1")
            long cosine)
            implements ScheduleSpec {
        /** Checks the range. */
        public Cosine {
            Shapes.check(Cosine.class, cosine);
        }

        @Override
        public Schedule toSchedule() {
            return new Schedule.Cosine(cosine);
        }
    }
}
