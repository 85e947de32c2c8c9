package dev.meridian.scenarios.world;

/** What became of an attempt. */
enum Outcome {
    SERVED,
    /** The region's fault: another one may serve it. */
    FAULT,
    /** Answered 429. */
    LIMITED
}
