package dev.meridian.simulator.fault;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault befalls, and for how long.
 *
 * @param id names the rule; a rule added under the id of another replaces it; null lets the simulator choose
 * @param faults what happens, applied in this order, 1 to 16
 * @param match to which requests; null means to all
 * @param skip how many matching requests are spared first
 * @param times how many requests it befalls; null means any number
 * @param lasting how long from its adding; null means until it is removed
 * @param probability that it befalls a matching request, above 0 up to 1; null means 1
 * @param seed of the draws for the probability; null means 0
 */
public record FaultRule(
        @Nullable String id,

        @JsonAlias("fault") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<Fault> faults,

        @Nullable Match match,
        int skip,
        @Nullable Integer times,
        @JsonProperty("for") @Nullable Duration lasting,
        @Nullable Double probability,
        @Nullable Long seed) {
    private static final int MAX_FAULTS = 16;
    private static final int MAX_ID = 128;

    /** @throws IllegalArgumentException if a component is out of its range */
    public FaultRule {
        if (faults == null || faults.isEmpty() || faults.size() > MAX_FAULTS) {
            throw new IllegalArgumentException("a rule needs 1 to " + MAX_FAULTS + " faults");
        }
        faults = List.copyOf(faults);
        if (id != null && (id.isEmpty() || id.length() > MAX_ID)) {
            throw new IllegalArgumentException("id must have 1 to " + MAX_ID + " characters");
        }
        if (skip < 0 || (times != null && times < 1)) {
            throw new IllegalArgumentException("skip must be 0 or more, times 1 or more");
        }
        if (lasting != null && (lasting.isNegative() || lasting.compareTo(Duration.ofDays(1)) > 0)) {
            throw new IllegalArgumentException("for must be 0 to 1 day");
        }
        if (probability != null && !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability " + probability + " must be above 0 and at most 1");
        }
        match = match == null ? Match.ANY : match;
    }

    /** A rule that befalls every request with these faults, until it is removed. */
    public static FaultRule of(Fault... faults) {
        return new FaultRule(null, List.of(faults), null, 0, null, null, null, null);
    }

    /** The same rule under this id. */
    public FaultRule named(String newId) {
        return new FaultRule(newId, faults, match, skip, times, lasting, probability, seed);
    }

    /** The same rule for these requests only. */
    public FaultRule where(Match newMatch) {
        return new FaultRule(id, faults, newMatch, skip, times, lasting, probability, seed);
    }

    /** The same rule for this model only. */
    public FaultRule model(String model) {
        Match m = matching();
        return where(new Match(model, m.region(), m.path(), m.stream(), m.headers()));
    }

    /** The same rule for this region only. */
    public FaultRule region(String region) {
        Match m = matching();
        return where(new Match(m.model(), region, m.path(), m.stream(), m.headers()));
    }

    /** The same rule for this path only; with {@code *} at its end, for what it starts with. */
    public FaultRule path(String path) {
        Match m = matching();
        return where(new Match(m.model(), m.region(), path, m.stream(), m.headers()));
    }

    /** The same rule for that many requests. */
    public FaultRule times(int newTimes) {
        return new FaultRule(id, faults, match, skip, newTimes, lasting, probability, seed);
    }

    /** The same rule after that many matching requests are spared. */
    public FaultRule skip(int newSkip) {
        return new FaultRule(id, faults, match, newSkip, times, lasting, probability, seed);
    }

    /** The same rule for that long from its adding. */
    public FaultRule lasting(Duration newLasting) {
        return new FaultRule(id, faults, match, skip, times, newLasting, probability, seed);
    }

    /** The same rule for that part of the matching requests, drawn from the seed. */
    public FaultRule probability(double newProbability, long newSeed) {
        return new FaultRule(id, faults, match, skip, times, lasting, newProbability, newSeed);
    }

    Match matching() {
        return match == null ? Match.ANY : match;
    }
}
