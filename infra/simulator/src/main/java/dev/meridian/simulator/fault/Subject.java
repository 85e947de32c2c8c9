package dev.meridian.simulator.fault;

import org.jspecify.annotations.Nullable;

/** What rules look at in a request. */
public interface Subject {
    /** The model it names, or null if it names none. */
    @Nullable
    String model();

    /** The region that it came to. */
    String region();

    /** Its path, without the query. */
    String path();

    /** Whether it asks for a stream. */
    boolean stream();

    /** The header's first value, or null. */
    @Nullable
    String header(String name);
}
