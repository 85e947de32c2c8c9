package dev.meridian.edge.failover;

import dev.meridian.edge.route.RegionGate;

/** Counts a failed attempt where its fault belongs: only a region's own faults speak against the region. */
final class AttemptTally {
    private AttemptTally() {}

    static void count(RegionGate gate, Fault fault, long nanos) {
        switch (fault) {
            case REGION -> {
                gate.fails(nanos);
                gate.traffic().regionFault();
            }
            case MODEL, CREDENTIAL -> {
                gate.works(nanos);
                gate.traffic().modelFault();
            }
            case QUOTA -> {
                gate.works(nanos);
                gate.traffic().rateLimited();
            }
            case CLIENT -> {
                gate.works(nanos);
                gate.traffic().answered(nanos);
            }
            case STALE, OVERLOAD -> gate.leave();
        }
    }

    /** The fault as metrics name it. */
    static String label(Fault fault) {
        return switch (fault) {
            case REGION -> "region";
            case MODEL -> "model";
            case QUOTA -> "quota";
            case CREDENTIAL -> "credential";
            case CLIENT -> "client";
            case STALE -> "stale";
            case OVERLOAD -> "overload";
        };
    }
}
