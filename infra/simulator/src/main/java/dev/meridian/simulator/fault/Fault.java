package dev.meridian.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.meridian.simulator.answer.Plan;
import java.time.Instant;

/** Something that goes wrong with an answer: a pure change of its plan. In JSON and YAML, {@code kind} names it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Status.class, name = "status"),
    @JsonSubTypes.Type(value = RateLimit.class, name = "rate_limit"),
    @JsonSubTypes.Type(value = Delay.class, name = "delay"),
    @JsonSubTypes.Type(value = BreakOff.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = BreakOff.Cut.class, name = "cut"),
    @JsonSubTypes.Type(value = BreakOff.Stall.class, name = "stall"),
    @JsonSubTypes.Type(value = ErrorEvent.class, name = "error_event"),
    @JsonSubTypes.Type(value = Omit.class, name = "omit"),
    @JsonSubTypes.Type(value = BrokenJson.class, name = "broken_json"),
    @JsonSubTypes.Type(value = Fragment.class, name = "fragment"),
    @JsonSubTypes.Type(value = Split.class, name = "split"),
    @JsonSubTypes.Type(value = LineEnds.class, name = "line_ends"),
    @JsonSubTypes.Type(value = Comments.class, name = "comments"),
    @JsonSubTypes.Type(value = Pace.class, name = "pace"),
    @JsonSubTypes.Type(value = Gzip.class, name = "gzip"),
    @JsonSubTypes.Type(value = SetHeader.class, name = "header"),
    @JsonSubTypes.Type(value = Raw.class, name = "raw")
})
public sealed interface Fault
        permits Status,
                RateLimit,
                Delay,
                BreakOff,
                ErrorEvent,
                Omit,
                BrokenJson,
                Fragment,
                Split,
                LineEnds,
                Comments,
                Pace,
                Gzip,
                SetHeader,
                Raw {
    /** The longest delay or pause of a fault: longer than any client waits. */
    java.time.Duration MAX_DELAY = java.time.Duration.ofMinutes(10);

    /** The plan, changed. The time is for headers that carry a date. */
    Plan applyTo(Plan plan, Instant now);
}
