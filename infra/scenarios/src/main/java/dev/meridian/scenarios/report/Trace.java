package dev.meridian.scenarios.report;

import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.region.Health;
import dev.meridian.scenarios.story.Run;
import dev.meridian.scenarios.world.Ledger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was decided in a run, for whoever asks why: each new table, and each new alarm. */
final class Trace {
    private Trace() {}

    static String of(Run run) {
        StringBuilder trace = new StringBuilder();
        Decision before = null;
        for (Map.Entry<Integer, Decision> one : run.ledger().decisions().entrySet()) {
            Decision decision = one.getValue();
            boolean news = before == null
                    || !decision.table().equals(before.table())
                    || !decision.alarms().equals(before.alarms());
            if (news) {
                trace.append("\n")
                        .append(line(one.getKey(), decision, run.ledger().seconds()));
            }
            before = decision;
        }
        return trace.toString();
    }

    private static String line(int second, Decision decision, List<Ledger.Second> seconds) {
        SortedMap<String, String> origins = new TreeMap<>();
        decision.table()
                .origins()
                .forEach((origin, shares) -> origins.put(
                        origin.value().substring(0, 2),
                        shares.shares().values().stream()
                                        .map(share -> String.valueOf(share.value()))
                                        .toList()
                                + (shares.shed().value() > 0
                                        ? "-" + shares.shed().value()
                                        : "")));
        List<Health> healths = decision.table().regions().values().stream()
                .map(route -> route.health())
                .toList();
        Ledger.Second now = seconds.get(second);
        return "  " + second + " s " + decision.table().version() + " " + origins + " " + healths + " failed "
                + now.failed() + " shed " + now.shed() + " " + decision.alarms();
    }
}
