package dev.meridian.edge.settings;

/** Which requests have a line in the access log. */
public enum LoggedRequests {
    /** None. */
    OFF,
    /** Those with another outcome than a whole answer that is no error. */
    ERRORS,
    /** All of them. */
    ALL
}
