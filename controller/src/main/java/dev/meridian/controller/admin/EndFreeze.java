package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Freeze;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Ends the freeze. */
record EndFreeze(Holds holds, Actor by) implements Change {
    @Override
    public String what() {
        return "ending the freeze";
    }

    @Override
    public String target() {
        return "table";
    }

    @Override
    public @Nullable Object before() {
        return holds.active().freeze();
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
        holds.requireFreeze();
        return null;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        return inputs.steeredBy(inputs.steering().with((Freeze) null));
    }

    @Override
    public Reply make(Objections objections) {
        holds.endFreeze(by);
        return new Reply(HttpStatus.NO_CONTENT, null, null);
    }
}
