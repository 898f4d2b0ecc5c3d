package dev.evenkeel.config.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a sealed interface a section of several kinds, one a permitted record. A kind's name is the record's in kebab case; a
 * plain word in the section's place names a kind whose settings all have their defaults.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Variants {
    /** The key that names the kind; empty where the kind's own only key does: {@code earliest | {timestamp: …}}. */
    String by() default "";

    /** The kind that is meant when none is named. */
    String orElse() default "";
}
