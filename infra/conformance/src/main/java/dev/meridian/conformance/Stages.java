package dev.meridian.conformance;

import dev.meridian.conformance.cases.Case;
import dev.meridian.conformance.cases.Need;
import dev.meridian.conformance.gateway.Stage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where cases find what they run against. Thread-safe. */
interface Stages extends AutoCloseable {
    /** These cases will be run, in this order. */
    void announce(List<Case> cases);

    /** What is missing for a case; null if nothing is. */
    @Nullable
    Need missing(Case of);

    /** The stage of a case, as no case before has left anything on it. */
    Stage stage(Case of) throws IOException, InterruptedException;

    /** The case is over. */
    void over(Case of);

    @Override
    void close();
}
