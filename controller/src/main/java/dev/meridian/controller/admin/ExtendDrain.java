package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Drain;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Has a drain end at another time. */
record ExtendDrain(Intents intents, String id, Instant expiresAt, Actor by) implements Change {
    @Override
    public String what() {
        return "giving drain " + id + " another end";
    }

    @Override
    public String target() {
        return id;
    }

    @Override
    public @Nullable Object before() {
        @Nullable Drain open = intents.openDrain(id);
        return open == null ? null : DrainView.of(open);
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
        return DrainView.of(intents.extended(id, expiresAt));
    }

    @Override
    public Inputs applied(Inputs inputs) {
        List<Drain> drains = inputs.drains().stream()
                .map(drain -> drain.id().equals(id) ? intents.extended(id, expiresAt) : drain)
                .toList();
        return inputs.wanting(inputs.intents(), drains);
    }

    @Override
    public Reply make(Objections objections) {
        return new Reply(HttpStatus.OK, DrainView.of(intents.extendDrain(id, expiresAt, by)), null);
    }
}
