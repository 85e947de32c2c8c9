package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.world.Weights;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.Map;

/** Nothing happens: the weights show in the table and in the traffic. */
final class Steady implements Step {
    /** So many that chance moves a share by less than 9 points. */
    static final int REQUESTS = 450;

    private static final Map<RegionId, Integer> WANTED = Shares.of(Weights.INITIAL);
    private static final Duration TABLE_LIMIT = Duration.ofSeconds(60);

    private final Watch watch;

    Steady(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "steady, all three regions serve by their weights 100, 100 and 80";
    }

    @Override
    public String expected() {
        return "shares of every origin, and the part of " + REQUESTS + " requests that each region serves: "
                + Shares.inWords(WANTED);
    }

    @Override
    public Seen play() throws InterruptedException {
        boolean steady = watch.untilTable(TABLE_LIMIT, table -> Shares.shownBy(table, WANTED));
        TableView table = watch.controller().table();
        boolean obeyed = watch.untilEdgesObey(TABLE_LIMIT, table.version());
        Tally tally = Tally.of(watch.nextRequests(REQUESTS));
        return judge(steady && obeyed, table, tally);
    }

    static Seen judge(boolean steady, TableView table, Tally tally) {
        return new Seen.Findings()
                .add(
                        steady && Shares.shownBy(table, WANTED),
                        "table " + table.version() + " from us-west-2: " + Shares.inWords(table, Geography.US))
                .add(
                        Shares.shownBy(tally, WANTED),
                        "%d requests served by: %s".formatted(tally.servedInAll(), Shares.inWords(tally)))
                .seen();
    }
}
