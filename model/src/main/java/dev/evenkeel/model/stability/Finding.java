package dev.evenkeel.model.stability;

import java.util.Locale;
import java.util.Objects;

/**
 * Something that is wrong, and with what.
 *
 * @param subject what kind of thing
 * @param name which one; empty where there is only one of its kind
 * @param text what is wrong with it, with figures
 */
public record Finding(Subject subject, String name, String text) {
    /** What something can be wrong with. */
    public enum Subject {
        /** A column of numbers. */
        FEATURE,
        /** The labels, or what they have to do with the features. */
        LABEL,
        /** Tokens. */
        TOKENS,
        /** A layer. */
        LAYER,
        /** The model as a whole. */
        MODEL;

        /** Its name in files and topics, such as {@code feature}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Requires all. */
    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /** Who it is: {@code feature balance}, {@code layer dense-2}, {@code label}. */
    public String culprit() {
        return name.isEmpty() ? subject.key() : subject.key() + " " + name;
    }

    @Override
    public String toString() {
        return culprit() + " " + text;
    }
}
