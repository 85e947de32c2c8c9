package dev.meridian.agent.report;

/** How one attempt to send a report ended. */
sealed interface Delivery {
    /** The controller has it. */
    record Accepted() implements Delivery {}

    /**
     * The controller does not want it; the same report would be refused again.
     *
     * @param status 4xx, other than those of {@link Failed}
     * @param reason from the controller's problem document, bounded
     */
    record Refused(int status, String reason) implements Delivery {}

    /**
     * The controller could not be reached or could not take it now.
     *
     * @param reason for the log
     */
    record Failed(String reason) implements Delivery {}
}
