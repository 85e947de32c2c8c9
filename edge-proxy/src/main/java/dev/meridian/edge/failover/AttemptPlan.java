package dev.meridian.edge.failover;

import dev.meridian.edge.route.RegionTarget;
import dev.meridian.edge.route.RoutingView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way over regions and models. A state machine without time or I/O; confined to one thread.
 *
 * <p>A region's fault excludes the region and keeps the model; a model's fault moves to the next model in the same
 * region. A region whose gate is shut is skipped, unless every other one failed.
 */
final class AttemptPlan {
    private final RoutingView view;
    private final List<String> chain;
    private final RegionChoice choice;
    private final int maxAttempts;
    private final List<Trial> trials = new ArrayList<>(2);
    private int modelIndex;
    private int attempts;
    private boolean over;
    private long excluded;
    private @Nullable RegionTarget region;

    /**
     * @param chain the models to try in order; empty for a request that names none
     * @param choice how a region is chosen
     * @param maxAttempts upstream calls in all
     * @param unreachable the bits of regions that this edge has no way to
     */
    AttemptPlan(RoutingView view, List<String> chain, RegionChoice choice, int maxAttempts, long unreachable) {
        this.view = view;
        this.chain = chain;
        this.choice = choice;
        this.maxAttempts = maxAttempts;
        this.excluded = unreachable;
    }

    /** What to try next; null where nothing is left. The region's gate has been entered. */
    @Nullable
    Candidate next() {
        if (over || attempts >= maxAttempts || (!chain.isEmpty() && modelIndex >= chain.size())) {
            return null;
        }
        RegionTarget target = enter();
        if (target == null) {
            return null;
        }
        region = target;
        attempts++;
        return new Candidate(target, chain.isEmpty() ? null : chain.get(modelIndex));
    }

    /** What the last candidate's attempt ended with. */
    void failed(Trial trial) {
        trials.add(trial);
        switch (trial.fault()) {
            case REGION -> {
                excluded |= trial.candidate().target().bit();
                region = null;
            }
            case MODEL, QUOTA -> nextModel();
            case CREDENTIAL, CLIENT, OVERLOAD -> over = true;
            case STALE -> attempts--; // the far side had gone before the request came
        }
    }

    /** Nothing more is tried. */
    void stop() {
        over = true;
    }

    /** Whether an idle connection will do: not right after one that turned out to be stale. */
    boolean mayReuse() {
        return trials.isEmpty() || trials.getLast().fault() != Fault.STALE;
    }

    /** Upstream calls that the other side of a hop made beyond the one counted here. */
    void countMore(int calls) {
        attempts += Math.max(0, calls);
    }

    int attempts() {
        return attempts;
    }

    /** Upstream calls that may still be made, the present one included. */
    int attemptsLeft() {
        return Math.max(1, maxAttempts - attempts + 1);
    }

    /** Candidates that could still follow in the same region, the present one included; at least 1. */
    int modelsLeft() {
        return Math.max(1, chain.size() - modelIndex);
    }

    List<Trial> trials() {
        return trials;
    }

    private void nextModel() {
        if (chain.isEmpty()) {
            over = true;
        } else {
            modelIndex++;
        }
    }

    private @Nullable RegionTarget enter() {
        if (region != null && region.gate().tryEnter()) {
            return region;
        }
        long shut = 0;
        for (RegionTarget target = choice.pick(view, excluded);
                target != null;
                target = choice.pick(view, excluded | shut)) {
            if (target.gate().tryEnter()) {
                return target;
            }
            shut |= target.bit();
        }
        return choice.pick(view, excluded);
    }
}
