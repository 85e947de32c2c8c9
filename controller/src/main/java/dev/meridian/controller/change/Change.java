package dev.meridian.controller.change;

import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A change of one thing, as an endpoint knows it. */
public interface Change {
    /** What it does, as the beginning of a sentence: such as {@code draining region eu-west-1}. */
    String what();

    /** What the audit calls the thing that is changed. */
    String target();

    /** The state before, as the API shows it; null where there is none. */
    @Nullable
    Object before();

    /** Whether the caller must say which state it replaces. */
    boolean replaces();

    /** Whether it may leave less capacity than there is, so that it is looked at what it leads to. */
    boolean takesAway();

    /**
     * Accepts the change, or refuses it as {@link #make} would.
     *
     * @return the state after, as the API shows it; null where there is none
     */
    @Nullable
    Object check(Objections objections);

    /** What a decision is made of once the change is made. */
    Inputs applied(Inputs inputs);

    /** Makes it, unless something speaks against it that refuses. */
    Reply make(Objections objections);

    /**
     * The answer.
     *
     * @param state after the change; null where there is none
     * @param location of what was made; null where nothing was
     */
    record Reply(
            HttpStatus status,
            @Nullable Object state,
            @Nullable URI location) {}
}
