package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Plan;

/** Answers what is asked below {@code /_sim/}. Called on threads that may block. */
@FunctionalInterface
public interface Control {
    /** The answer; never throws for what the asker did wrong. */
    Plan answer(String method, String uri, byte[] body);
}
