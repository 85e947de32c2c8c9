package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Intents;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.region.RegionId;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Gives a region another intent. */
record SetIntent(Intents intents, RegionId region, RegionIntent intent, Actor by) implements Change {
    @Override
    public String what() {
        return "giving region " + region + " weight " + intent.weight() + (intent.enabled() ? "" : ", disabled");
    }

    @Override
    public String target() {
        return region.value();
    }

    @Override
    public @Nullable Object before() {
        return intents.effective().get(region);
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
        intents.check(region, intent, objections);
        return intent;
    }

    @Override
    public Inputs applied(Inputs inputs) {
        SortedMap<RegionId, RegionIntent> wanted = new TreeMap<>(inputs.intents());
        wanted.put(region, intent);
        return inputs.wanting(wanted, inputs.drains());
    }

    @Override
    public Reply make(Objections objections) {
        intents.put(region, intent, by, objections);
        return new Reply(HttpStatus.OK, intent, null);
    }
}
