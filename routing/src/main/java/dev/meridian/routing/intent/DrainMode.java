package dev.meridian.routing.intent;

/** How fast a drain empties its region of new requests. */
public enum DrainMode {
    /** In steps, over the policy's drain duration. */
    GRACEFUL,
    /** With the next table. */
    EMERGENCY
}
