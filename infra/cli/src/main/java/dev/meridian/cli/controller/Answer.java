package dev.meridian.cli.controller;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What came of a request. */
public sealed interface Answer {
    /**
     * The controller did it.
     *
     * @param body its JSON; a missing node where the answer has no body
     * @param etag of the state that it shows; empty where it has none
     */
    record Accepted(JsonNode body, String etag) implements Answer {
        public Accepted(JsonNode body) {
            this(body, "");
        }
    }

    /**
     * The controller said that somebody else has changed it.
     *
     * @param why a sentence with the controller's own reason
     */
    record Stale(String why) implements Answer {}

    /**
     * The controller said no, or has no such thing.
     *
     * @param why a sentence with the controller's own reason
     * @param isMissing whether it has no such thing
     */
    record Refused(String why, boolean isMissing) implements Answer {
        public Refused(String why) {
            this(why, false);
        }
    }

    /**
     * No controller answered.
     *
     * @param why which address, and what went wrong
     */
    record Unreachable(String why) implements Answer {}

    /** The same with words before its reason; an accepted one stays as it is. */
    default Answer saying(String words) {
        return switch (this) {
            case Accepted accepted -> accepted;
            case Stale(String why) -> new Stale(words + why);
            case Refused(String why, boolean isMissing) -> new Refused(words + why, isMissing);
            case Unreachable(String why) -> new Unreachable(words + why);
        };
    }

    /** Goes on with an accepted body; any other answer stays as it is. */
    default Answer then(Function<JsonNode, Answer> next) {
        return thenAccepted(accepted -> next.apply(accepted.body()));
    }

    /** Goes on with an accepted answer; any other one stays as it is. */
    default Answer thenAccepted(Function<Accepted, Answer> next) {
        return switch (this) {
            case Accepted accepted -> next.apply(accepted);
            case Stale stale -> stale;
            case Refused refused -> refused;
            case Unreachable unreachable -> unreachable;
        };
    }
}
