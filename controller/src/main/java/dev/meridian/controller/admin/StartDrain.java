package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Drain;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Starts a drain. */
record StartDrain(Intents intents, Drain drain, Actor by) implements Change {
    @Override
    public String what() {
        return "draining region " + drain.region();
    }

    @Override
    public String target() {
        return drain.region().value();
    }

    @Override
    public @Nullable Object before() {
        return null;
    }

    @Override
    public boolean replaces() {
        return false;
    }

    @Override
    public boolean takesAway() {
        return true;
    }

    @Override
    public Object check(Objections objections) {
        intents.check(drain, objections);
        return DrainView.of(drain);
    }

    @Override
    public Inputs applied(Inputs inputs) {
        List<Drain> drains = new ArrayList<>(inputs.drains());
        drains.add(drain);
        return inputs.wanting(inputs.intents(), drains);
    }

    @Override
    public Reply make(Objections objections) {
        intents.startDrain(drain, by, objections);
        return new Reply(HttpStatus.CREATED, DrainView.of(drain), URI.create("/v1/drains/" + drain.id()));
    }
}
