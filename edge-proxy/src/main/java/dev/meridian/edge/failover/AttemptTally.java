package dev.meridian.edge.failover;

import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.edge.route.RegionGate;

/** Counts a failed attempt where its fault belongs: only a region's own faults speak against the region. */
final class AttemptTally {
    private AttemptTally() {}

    /** Tells the gate what an attempt that it let in, and that came to no content, has shown of the region. */
    static void settle(RegionGate gate, Fault fault, long nanos) {
        switch (fault) {
            case REGION -> gate.fails(nanos);
            case MODEL, CREDENTIAL, QUOTA, CLIENT -> gate.works(nanos);
            case STALE, OVERLOAD -> gate.leave();
        }
    }

    static void count(TrafficRecorder traffic, Fault fault) {
        switch (fault) {
            case REGION -> traffic.regionFault();
            case MODEL, CREDENTIAL, CLIENT -> traffic.modelFault();
            case QUOTA -> traffic.rateLimited();
            case STALE, OVERLOAD -> {}
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
