package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Freeze;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Freezes the table, or gives a freeze another reason and end. */
record PutFreeze(Holds holds, Freeze freeze, Actor by) implements Change {
    @Override
    public String what() {
        return "freezing the table";
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
        return true;
    }

    @Override
    public boolean takesAway() {
        return false;
    }

    @Override
    public Object check(Objections objections) {
        return freeze;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        return inputs.steeredBy(inputs.steering().with(freeze));
    }

    @Override
    public Reply make(Objections objections) {
        holds.putFreeze(freeze, by);
        return new Reply(HttpStatus.OK, freeze, null);
    }
}
