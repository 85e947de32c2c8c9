package dev.meridian.edge.failover;

import dev.meridian.edge.observe.TrafficRecorder;
import dev.meridian.edge.route.Breaker;

/** Counts a failed attempt where its fault belongs: only a region's own faults speak against the region. */
final class AttemptTally {
    private AttemptTally() {}

    /** Tells a region's breaker what an attempt that came to no content has shown of the region. */
    static void settle(Breaker region, int pass, Fault fault, long nanos) {
        switch (fault) {
            case REGION -> region.fails(pass, nanos);
            case MODEL, CREDENTIAL, QUOTA, CLIENT, CONTEXT -> region.works(pass, nanos);
            case STALE, OVERLOAD -> region.leave(pass);
        }
    }

    /** Tells a model's breaker what it has shown of the model. */
    static void settleModel(Breaker model, int pass, Fault fault, long nanos) {
        switch (fault) {
            case MODEL -> model.fails(pass, nanos);
            case CLIENT, CONTEXT -> model.works(pass, nanos);
            case REGION, CREDENTIAL, QUOTA, STALE, OVERLOAD -> model.leave(pass);
        }
    }

    static void count(TrafficRecorder traffic, Fault fault) {
        switch (fault) {
            case REGION -> traffic.regionFault();
            case MODEL, CREDENTIAL, CLIENT, CONTEXT -> traffic.modelFault();
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
            case CONTEXT -> "context";
            case STALE -> "stale";
            case OVERLOAD -> "overload";
        };
    }
}
