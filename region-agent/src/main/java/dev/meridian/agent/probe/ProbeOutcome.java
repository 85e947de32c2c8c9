package dev.meridian.agent.probe;

import java.time.Duration;

/** How one probe of one target ended. */
public sealed interface ProbeOutcome {
    /**
     * The target answered as it should.
     *
     * @param roundTrip from the request to the answer's head, on a connection that was open already
     */
    record Measured(Duration roundTrip) implements ProbeOutcome {}

    /** The target answered as it should, but only on new connections, so that nothing is known of its distance. */
    record Answered() implements ProbeOutcome {}

    /**
     * The target answered otherwise, or not at all.
     *
     * @param reason for the log, without headers or bodies
     */
    record Failed(String reason) implements ProbeOutcome {}
}
