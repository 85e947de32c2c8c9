package dev.meridian.conformance.chaos;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A part of a run in which one kind of weather holds. Thread-safe. */
final class Phase {
    /** How bad it is. */
    enum Kind {
        /** Nothing is broken. */
        CALM,
        /** Some of it is, now this, now that. */
        MIXED,
        /** Everything is. */
        OUTAGE
    }

    private final Kind kind;
    private final String what;
    private final Queue<Integer> within = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Phase(Kind kind, String what) {
        this.kind = kind;
        this.what = what;
    }

    Kind kind() {
        return kind;
    }

    /** For people. */
    String what() {
        return what;
    }

    /** A request that began in this phase has ended. */
    void ended(int number) {
        if (!over) {
            within.add(number);
        }
    }

    /** What ends from now on does not belong here. */
    void end() {
        over = true;
    }

    /** The requests that began and ended in this phase. */
    Queue<Integer> within() {
        return within;
    }
}
