package dev.meridian.conformance.chaos;

import java.util.ArrayList;
import java.util.List;

/** What must not be, and was. Thread-safe. */
final class Violations {
    /** Of the first ones more can be learnt than of the hundredth. */
    private static final int KEPT = 40;

    private final List<String> first = new ArrayList<>();
    private int count;

    /** One more. */
    synchronized void add(String violation) {
        count++;
        if (first.size() < KEPT) {
            first.add(violation);
        }
    }

    synchronized int count() {
        return count;
    }

    /** Some of them, in their order. */
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
