package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Header;
import dev.meridian.simulator.answer.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A header line of the answer, set or taken away. Line breaks are written as they stand.
 *
 * @param name the header's name
 * @param value its value, or null to take it away
 */
public record SetHeader(String name, @Nullable String value) implements Fault {
    @Override
    public Plan applyTo(Plan plan, Instant now) {
        return value == null ? plan.withoutHeader(name) : plan.withHeader(new Header(name, value));
    }
}
