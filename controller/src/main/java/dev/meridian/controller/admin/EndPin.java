package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.region.OriginId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Ends the pin of an origin. */
record EndPin(Holds holds, OriginId origin, Actor by) implements Change {
    @Override
    public String what() {
        return "ending the pin of origin " + origin;
    }

    @Override
    public String target() {
        return origin.value();
    }

    @Override
    public @Nullable Object before() {
        return holds.active().pins().get(origin);
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
        holds.requirePin(origin);
        return null;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        SortedMap<OriginId, Pin> pins = new TreeMap<>(inputs.steering().pins());
        pins.remove(origin);
        return inputs.steeredBy(inputs.steering().with(pins));
    }

    @Override
    public Reply make(Objections objections) {
        holds.endPin(origin, by);
        return new Reply(HttpStatus.NO_CONTENT, null, null);
    }
}
