package dev.evenkeel.model.update;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What is known of a component of {@link Hyperparameters}: the one place from which the record's checks, the keys of a pipeline
 * file and their documentation come. Bounds are numbers as text; empty where there is none. The default is that of the record's
 * constant {@code DEFAULT}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Hyperparameter {
    /** What it does, in one sentence. */
    String about();

    /** The smallest value. */
    String min() default "";

    /** The largest value. */
    String max() default "";

    /** The number that all values are above. */
    String above() default "";

    /** The number that all values are below. */
    String below() default "";
}
