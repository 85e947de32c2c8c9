package dev.meridian.edge.server;

import java.io.IOException;
import org.slf4j.Logger;

/** Tells of exceptions that nobody expected, without their words, which may be a client's. */
final class Bugs {
    private Bugs() {}

    /** A broken connection is nothing to tell of; anything else is a bug. */
    static void tell(Logger log, String what, Throwable cause) {
        if (!(cause instanceof IOException)) {
            StackTraceElement[] trace = cause.getStackTrace();
            log.error(
                    "{} by a bug: {} at {}",
                    what,
                    cause.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
    }
}
