package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Breaks an upstream by the clock: phases of some faults, of all and of none take turns, and within the first kind rules come
 * and go every 1 to 5 s. What is drawn, and in which order, follows from the seed alone. Used by one thread, but for
 * {@link #phase}.
 */
final class Breakage {
    private static final List<Phase.Kind> TURNS =
            List.of(Phase.Kind.MIXED, Phase.Kind.OUTAGE, Phase.Kind.MIXED, Phase.Kind.CALM);

    /** More would only hide each other: a request falls under the first rule that matches. */
    private static final int MOST_RULES = 6;

    private final Upstream upstream;
    private final SplittableRandom random;
    private final FaultDraw draw;
    private final Deque<String> rules = new ArrayDeque<>();
    private final List<Phase> phases = new ArrayList<>();
    private volatile Phase phase = new Phase(Phase.Kind.CALM, "nothing");
    private long phaseUntil;
    private long stepAt;
    private int added;
    private String refusing = "";

    Breakage(Upstream upstream, long seed) {
        this.upstream = upstream;
        this.random = new SplittableRandom(seed);
        this.draw = new FaultDraw(random);
    }

    /** The phase that holds now. Thread-safe. */
    Phase phase() {
        return phase;
    }

    /** All phases so far. */
    List<Phase> phases() {
        return phases;
    }

    /** For people: what is broken now. */
    String words() {
        return phase.kind() + " (" + (phase.kind() == Phase.Kind.MIXED ? String.join(", ", rules) : phase.what())
                + (refusing.isEmpty() ? "" : ", " + refusing + " refuses") + ")";
    }

    /** Does what is due at this time of {@link System#nanoTime}. */
    void tick(long now) throws InterruptedException {
        if (phases.isEmpty() || now - phaseUntil >= 0) {
            next(now);
        } else if (phase.kind() == Phase.Kind.MIXED && now - stepAt >= 0) {
            step(now);
        }
    }

    /** Nothing is broken any more. */
    void heal() {
        phase.end();
        upstream.heal();
        upstream.accept(Upstream.US);
        upstream.accept(Upstream.EU);
        refusing = "";
        rules.clear();
        phase = new Phase(Phase.Kind.CALM, "nothing");
    }

    private void next(long now) throws InterruptedException {
        heal();
        Phase.Kind kind = TURNS.get(phases.size() % TURNS.size());
        switch (kind) {
            case CALM -> begin(new Phase(kind, "nothing"), now, 3, 6);
            case OUTAGE -> begin(outage(), now, 4, 7);
            case MIXED -> {
                begin(new Phase(kind, "rules"), now, 5, 10);
                step(now);
            }
        }
    }

    private void begin(Phase begun, long now, int secondsFrom, int secondsTo) {
        phase = begun;
        phases.add(begun);
        phaseUntil = now + seconds(secondsFrom, secondsTo);
    }

    private Phase outage() throws InterruptedException {
        Fault fault = draw.outage();
        if (fault == null) {
            upstream.refuse(Upstream.US);
            upstream.refuse(Upstream.EU);
            return new Phase(Phase.Kind.OUTAGE, "closed ports");
        }
        upstream.fault(FaultRule.of(fault).named(fault.getClass().getSimpleName() + "-outage-" + added++));
        return new Phase(Phase.Kind.OUTAGE, fault.toString());
    }

    private void step(long now) throws InterruptedException {
        stepAt = now + seconds(1, 5);
        if (!refusing.isEmpty()) {
            upstream.accept(refusing);
            refusing = "";
        } else if (random.nextInt(8) == 0) {
            refusing = random.nextBoolean() ? Upstream.US : Upstream.EU;
            upstream.refuse(refusing);
        }
        if (rules.size() == MOST_RULES || (rules.size() > 1 && random.nextInt(3) == 0)) {
            upstream.heal(rules.removeFirst());
        }
        for (int more = random.nextInt(1, 4); more > 0 && rules.size() < MOST_RULES; more--) {
            add();
        }
    }

    private void add() {
        FaultRule drawn = draw.rule("drawn");
        String id = drawn.faults().getFirst().getClass().getSimpleName() + "-" + added++;
        upstream.fault(drawn.named(id));
        rules.addLast(id);
    }

    private long seconds(int from, int to) {
        return Duration.ofMillis(random.nextInt(from * 1_000, to * 1_000)).toNanos();
    }
}
