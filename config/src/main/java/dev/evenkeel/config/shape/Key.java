package dev.evenkeel.config.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record's component a setting. Its key is the component's name in kebab case. Everything a user is told about the
 * setting comes from here: description, default, range; in messages, in {@code explain} and in the JSON Schema.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Key {
    /** What the setting does, in one sentence. */
    String about();

    /** The key, where it is not the component's name. */
    String name() default "";

    /** The default as it would be written; <code>${name}</code> stands for the pipeline's name. */
    String orElse() default "";

    /**
     * The class of the learner that holds the default: as the component of that name of its constant {@code DEFAULT}, else
     * as its constant {@code DEFAULT_} and the name.
     */
    Class<?> from() default void.class;

    /** Whether there is no default. Never so for sections, whose own keys say it. */
    boolean required() default false;

    /** What messages offer as an example; the default unless told otherwise. */
    String example() default "";

    /** What is right in words, {@code must be …}, where type and range do not say it well. */
    String expected() default "";

    /** The smallest value of a number or a duration. */
    String min() default "";

    /** The largest value of a number or a duration. */
    String max() default "";

    /** The number or duration that all values are above. */
    String above() default "";

    /** The number or duration that all values are below. */
    String below() default "";

    /** Text: the regular expression that all of it matches. */
    String pattern() default "";

    /** Optional settings: how it is written that there is none. */
    String none() default "";

    /** Whether a plain value in the place of the section stands for this key. */
    boolean shorthand() default false;
}
