package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.SafetyRules;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Sets the safety rules. */
record PutRules(Holds holds, SafetyRules rules, Actor by) implements Change {
    @Override
    public String what() {
        return "setting the safety rules";
    }

    @Override
    public String target() {
        return "safety rules";
    }

    @Override
    public @Nullable Object before() {
        return holds.active().safety();
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
        holds.check(rules, objections);
        return rules;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        return inputs.steeredBy(inputs.steering().with(rules));
    }

    @Override
    public Reply make(Objections objections) {
        holds.putRules(rules, by, objections);
        return new Reply(HttpStatus.OK, rules, null);
    }
}
