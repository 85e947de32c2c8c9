package dev.meridian.controller.change;

import dev.meridian.controller.decision.Foresight;
import dev.meridian.controller.decision.Outlook;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RegionLoad;
import dev.meridian.routing.intent.Drain;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.region.RegionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for the region whose loss, after a change, would be the worst. */
record OneMore(Foresight foresight, int loadLimit) {
    /** Each is a decision of its own; the ones that carry the most are those whose loss is felt. */
    private static final int MOST_TRIED = 16;

    private static final Comparator<LossView> BY_HARM = Comparator.comparingDouble(
                    (LossView loss) -> loss.strain().missingRps())
            .thenComparingLong(LossView::utilisation)
            .thenComparing(LossView::region, Comparator.reverseOrder());

    /** The worst loss; null where nothing is left that could be lost. */
    @Nullable
    LossView worst(Outlook outlook) {
        return outlook.with().loads().entrySet().stream()
                .filter(load -> load.getValue().capacityMilliRps() > 0)
                .sorted(Comparator.comparingLong((Map.Entry<RegionId, RegionLoad> load) ->
                                load.getValue().demandMilliRps())
                        .reversed())
                .limit(MOST_TRIED)
                .map(load -> loss(outlook, load.getKey()))
                .max(BY_HARM)
                .orElse(null);
    }

    private LossView loss(Outlook outlook, RegionId region) {
        Decision then = foresight.ahead(without(outlook.after(), region, outlook.with()));
        Strain before = Strain.of(outlook.with(), loadLimit);
        Map.@Nullable Entry<RegionId, RegionLoad> fullest = then.loads().entrySet().stream()
                .filter(load -> load.getValue().capacityMilliRps() > 0)
                .max(Comparator.comparingLong(load -> load.getValue().utilisation()))
                .orElse(null);
        if (fullest == null) {
            return new LossView(region, false, new Strain(before.askedRps(), 0.0, before.askedRps()), null, 0);
        }
        Strain strain = Strain.of(then, loadLimit);
        boolean known = strain.capacityRps() != null;
        return new LossView(
                region,
                known ? (Boolean) !strain.isWorseThan(new Strain(strain.askedRps(), null, 0)) : null,
                strain,
                fullest.getKey(),
                fullest.getValue().utilisation());
    }

    /** A lost region is like one that is drained at once: it is given nothing, whoever took it away. */
    private static Inputs without(Inputs inputs, RegionId region, Decision at) {
        List<Drain> drains = new ArrayList<>(inputs.drains());
        drains.add(new Drain(
                "lost",
                region,
                DrainMode.EMERGENCY,
                "lost",
                "nobody",
                at.decidedAt(),
                at.decidedAt().plus(Drain.MAX_DURATION)));
        return inputs.wanting(inputs.intents(), drains);
    }
}
