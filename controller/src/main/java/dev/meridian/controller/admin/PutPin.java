package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.region.OriginId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Pins an origin, or gives it another pin. */
record PutPin(Holds holds, OriginId origin, Pin pin, Actor by) implements Change {
    @Override
    public String what() {
        return "pinning origin " + origin;
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
        return true;
    }

    @Override
    public boolean takesAway() {
        return true;
    }

    @Override
    public Object check(Objections objections) {
        holds.check(new TreeMap<>(Map.of(origin, pin)), objections);
        return pin;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        SortedMap<OriginId, Pin> pins = new TreeMap<>(inputs.steering().pins());
        pins.put(origin, pin);
        return inputs.steeredBy(inputs.steering().with(pins));
    }

    @Override
    public Reply make(Objections objections) {
        holds.putPin(origin, pin, by, objections);
        return new Reply(HttpStatus.OK, pin, null);
    }
}
