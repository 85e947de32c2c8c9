package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import java.time.Duration;

/** The edge of eu-west-1 dies under load, and the controller takes the region out. */
final class EdgeKilled implements Step {
    /** Three bad decisions of a second each, after reports and probes have noticed. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Watch watch;

    EdgeKilled(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "the edge of eu-west-1 is killed (SIGKILL)";
    }

    @Override
    public String expected() {
        return "eu-west-1 is DOWN and without a share from every origin within " + LIMIT.toSeconds()
                + " s; only what the killed edge was handling can be lost";
    }

    @Override
    public Seen play() throws InterruptedException {
        long killed = System.nanoTime();
        watch.world().killEdge(Geography.EU);
        boolean out = watch.untilTable(LIMIT, EdgeKilled::isOut);
        return judge(out, watch.controller().table(), Watch.secondsSince(killed));
    }

    static boolean isOut(TableView table) {
        return table.largestShare(Geography.EU) == 0
                && table.healthOf(Geography.EU).equals("DOWN");
    }

    static Seen judge(boolean out, TableView table, String after) {
        return new Seen.Findings()
                .add(
                        out,
                        "eu-west-1 is %s with a share of %s after %s (table %s)"
                                .formatted(
                                        table.healthOf(Geography.EU),
                                        Shares.percentOf(table.largestShare(Geography.EU)),
                                        after,
                                        table.version()))
                .seen();
    }
}
