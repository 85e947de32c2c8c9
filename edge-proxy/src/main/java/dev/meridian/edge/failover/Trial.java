package dev.meridian.edge.failover;

/**
 * One failed attempt, in words that may be shown to a client.
 *
 * @param candidate what it was made at
 * @param fault whose fault
 * @param seen what was seen, such as {@code HTTP 503} or {@code connection refused}
 */
record Trial(Candidate candidate, Fault fault, String seen) {
    @Override
    public String toString() {
        String model = candidate.model() == null ? "" : "/" + candidate.model();
        return candidate.target().id() + model + ": " + seen;
    }
}
