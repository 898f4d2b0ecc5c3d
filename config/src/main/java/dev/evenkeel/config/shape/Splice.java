package dev.evenkeel.config.shape;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the settings of a record's component, itself a record, settings of the record around it, without a section of their own.
 * The component's record has {@link Key}s, or is one of the learner's hyperparameters, which say themselves what they are.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Splice {}
