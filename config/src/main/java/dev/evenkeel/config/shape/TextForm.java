package dev.evenkeel.config.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class a plain value. It has a public static method {@code of(String)} that throws
 * {@link IllegalArgumentException}, and its {@code toString} gives what {@code of} takes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TextForm {
    /** What is right: {@code must be …}. */
    String expected();

    /** The regular expression of the text. */
    String pattern();
}
