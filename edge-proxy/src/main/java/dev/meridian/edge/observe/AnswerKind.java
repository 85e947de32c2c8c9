package dev.meridian.edge.observe;

import java.util.Locale;

/** What a request asks for, as metrics name it. */
public enum AnswerKind {
    /** A model's whole answer. */
    UNARY,
    /** A model's answer, event by event. */
    STREAM,
    /** Something that is passed through without a model. */
    PASSED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
