package dev.meridian.simulator.fault;

import dev.meridian.simulator.answer.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force. A request is befallen by the first of them, in the order they were added, that matches and is not
 * spent: two rules for one request each fail the next request and the one after it. Thread-safe.
 */
public final class Faults {
    /** Rules are looked through for every request. */
    public static final int MAX_RULES = 256;

    private final LongSupplier nanoClock;
    private final List<LiveRule> rules = new ArrayList<>();
    private volatile boolean none = true;
    private long added;

    /** No rules, and this monotonic clock for those that end by time. */
    public Faults(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * A rule in force.
     *
     * @param id its id
     * @param rule as it was added
     * @param hits requests it has befallen
     * @param remaining requests it may still befall, or null if there is no limit
     */
    public record Active(
            String id, FaultRule rule, int hits, @Nullable Integer remaining) {}

    /**
     * What befalls a request.
     *
     * @param id of the rule
     * @param faults applied in this order
     */
    public record Befallen(String id, List<Fault> faults) {
        /** The plan with all faults. */
        public Plan applyTo(Plan plan, Instant now) {
            Plan changed = plan;
            for (Fault fault : faults) {
                changed = fault.applyTo(changed, now);
            }
            return changed;
        }
    }

    /**
     * Adds the rule behind the others, in the place of the one of the same id if there is one.
     *
     * @return its id
     * @throws IllegalStateException if there are already as many rules as the limit
     */
    public synchronized String add(FaultRule rule) {
        long now = nanoClock.getAsLong();
        rules.removeIf(live -> live.spent(now));
        String wanted = rule.id();
        String id = wanted == null ? "fault-" + ++added : wanted;
        LiveRule live = new LiveRule(id, rule, now);
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).id().equals(id)) {
                rules.set(i, live);
                return id;
            }
        }
        if (rules.size() == MAX_RULES) {
            throw new IllegalStateException("there are already " + MAX_RULES + " rules, the limit");
        }
        rules.add(live);
        none = false;
        return id;
    }

    /** Adds a rule that befalls every request with these faults. */
    public String add(Fault... faults) {
        return add(FaultRule.of(faults));
    }

    /** Removes the rule; false if there was none of that id. */
    public synchronized boolean remove(String id) {
        boolean removed = rules.removeIf(live -> live.id().equals(id));
        none = rules.isEmpty();
        return removed;
    }

    /** Removes every rule. */
    public synchronized void clear() {
        rules.clear();
        none = true;
    }

    /** The rules that may still befall a request, in their order. */
    public synchronized List<Active> active() {
        long now = nanoClock.getAsLong();
        return rules.stream()
                .filter(live -> !live.spent(now))
                .map(LiveRule::active)
                .toList();
    }

    /** What befalls this request, counted; null if nothing does. */
    public @Nullable Befallen befall(Subject subject) {
        return none ? null : first(subject);
    }

    private synchronized @Nullable Befallen first(Subject subject) {
        long now = nanoClock.getAsLong();
        for (Iterator<LiveRule> all = rules.iterator(); all.hasNext(); ) {
            LiveRule live = all.next();
            if (live.spent(now)) {
                all.remove();
            } else if (live.befalls(subject)) {
                return live.befallen();
            }
        }
        none = rules.isEmpty();
        return null;
    }
}
