package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Drain;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Ends a drain; one that has ended stays as it is, so that whoever asks again has what it wants. */
record EndDrain(Intents intents, String id, Actor by) implements Change {
    @Override
    public String what() {
        return "ending drain " + id;
    }

    @Override
    public String target() {
        return id;
    }

    /** Whoever names a state of a drain that has ended since has what it wants. */
    @Override
    public @Nullable Object before() {
        @Nullable Drain open = intents.openDrain(id);
        return open == null ? null : DrainView.of(open);
    }

    @Override
    public boolean replaces() {
        return false;
    }

    @Override
    public boolean takesAway() {
        return false;
    }

    @Override
    public @Nullable Object check(Objections objections) {
        if (intents.openDrain(id) == null) {
            intents.requireKnown(id);
        }
        return null;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        return inputs.wanting(
                inputs.intents(),
                inputs.drains().stream().filter(drain -> !drain.id().equals(id)).toList());
    }

    @Override
    public Reply make(Objections objections) {
        intents.endDrain(id, by);
        return new Reply(HttpStatus.NO_CONTENT, null, null);
    }
}
