package dev.meridian.routing.report;

/** What is wrong with an agent's node. */
public enum NodeTrouble {
    /** Its kubelet says so, or has not been heard of. */
    NOT_READY,
    /** It takes no new pods. */
    CORDONED,
    MEMORY_PRESSURE,
    DISK_PRESSURE,
    PID_PRESSURE,
    NETWORK_UNAVAILABLE
}
