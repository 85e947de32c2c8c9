package dev.meridian.routing.decision;

import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stage 1: weighs every message by its age, and notices when most senders fall silent together, or all of them are. */
final class TrustStage {
    /**
     * A sender that is silent for this many times {@code trustGone} has been taken away and is no longer missed: long
     * enough for an outage of the controller's network to be seen as one, short enough that a scale-down is forgotten.
     */
    private static final int FORGET_FACTOR = 5;

    private TrustStage() {}

    static Trust weigh(Inputs inputs, PolicySettings settings) {
        List<Received<RegionReport>> reports = inputs.reports().stream()
                .filter(report -> inputs.regions().containsKey(report.message().region()))
                .toList();
        List<Duration> ages = Stream.concat(reports.stream(), inputs.observations().stream())
                .map(Received::age)
                .filter(age -> isRemembered(age, settings))
                .toList();
        int late = (int) ages.stream()
                .filter(age -> age.compareTo(settings.trust().trustFull()) > 0)
                .count();
        return new Trust(
                heard(reports, settings),
                heard(inputs.observations(), settings),
                ages.size(),
                late,
                wasAnybodyHeard(inputs.previous()),
                settings.trust().freezeAbove());
    }

    /** Whether a sender whose latest message is of this age is one of those that there are. */
    static boolean isRemembered(Duration age, PolicySettings settings) {
        return age.compareTo(settings.trust().trustGone().multipliedBy(FORGET_FACTOR)) < 0;
    }

    /** Whether a table rests on any evidence; that of a new installation, or of one that nobody reports to, does not. */
    private static boolean wasAnybodyHeard(@Nullable Decision previous) {
        return previous != null
                && (previous.states().values().stream().anyMatch(state -> state.goodCycles() + state.badCycles() > 0)
                        || previous.origins().values().stream().anyMatch(origin -> origin.demandMilliRps() > 0));
    }

    /** Full up to {@code trustFull}, then linearly to nothing at {@code trustGone}; in basis points. */
    static int trust(Duration age, PolicySettings settings) {
        if (age.compareTo(settings.trust().trustFull()) <= 0) {
            return BasisPoints.ONE;
        }
        if (age.compareTo(settings.trust().trustGone()) >= 0) {
            return 0;
        }
        long leftNanos = settings.trust().trustGone().minus(age).toNanos();
        long spanNanos =
                settings.trust().trustGone().minus(settings.trust().trustFull()).toNanos();
        return (int) (BasisPoints.ONE * leftNanos / spanNanos);
    }

    private static <T> List<Heard<T>> heard(List<Received<T>> received, PolicySettings settings) {
        return received.stream()
                .map(one -> new Heard<>(one.message(), trust(one.age(), settings), one.age()))
                .filter(one -> one.trust() > 0)
                .toList();
    }
}
