package dev.meridian.controller.admin;

import dev.meridian.controller.audit.Actor;
import dev.meridian.controller.change.Change;
import dev.meridian.controller.intent.Holds;
import dev.meridian.controller.problem.Objections;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.intent.Pin;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Has every origin of a former table the shares that it had, by pins.
 *
 * @param pins of those origins; not empty
 */
record RollBack(Holds holds, RoutingTable table, SortedMap<OriginId, Pin> pins, Actor by) implements Change {
    @Override
    public String what() {
        return "rolling back to table " + table.version();
    }

    @Override
    public String target() {
        return "table " + table.version();
    }

    /** The pins that it replaces are not one state, and whoever rolls back wants all of that table. */
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
        holds.check(pins, objections);
        return new RollBackView(table.version(), pins);
    }

    @Override
    public Inputs applied(Inputs inputs) {
        SortedMap<OriginId, Pin> all = new TreeMap<>(inputs.steering().pins());
        all.putAll(pins);
        return inputs.steeredBy(inputs.steering().with(all));
    }

    @Override
    public Reply make(Objections objections) {
        holds.rollBack(table, pins, by, objections);
        return new Reply(HttpStatus.OK, new RollBackView(table.version(), pins), null);
    }

    /**
     * The answer.
     *
     * @param table whose shares they are
     * @param pins that were set, by origin
     */
    record RollBackView(TableVersion table, SortedMap<OriginId, Pin> pins) {}
}
