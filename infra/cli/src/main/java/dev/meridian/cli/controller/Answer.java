package dev.meridian.cli.controller;

import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What came of a request. */
public sealed interface Answer {
    /**
     * The controller did it.
     *
     * @param body its JSON; a missing node where the answer has no body
     */
    record Accepted(JsonNode body) implements Answer {}

    /**
     * The controller said no, or has no such thing.
     *
     * @param why a sentence with the controller's own reason
     */
    record Refused(String why) implements Answer {}

    /**
     * No controller answered.
     *
     * @param why which address, and what went wrong
     */
    record Unreachable(String why) implements Answer {}

    /** Goes on with an accepted body; any other answer stays as it is. */
    default Answer then(Function<JsonNode, Answer> next) {
        return switch (this) {
            case Accepted accepted -> next.apply(accepted.body());
            case Refused refused -> refused;
            case Unreachable unreachable -> unreachable;
        };
    }
}
