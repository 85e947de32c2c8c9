package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** With eu-west-1 dead, the other two serve everybody, its own clients too. */
final class TrafficMoved implements Step {
    static final int REQUESTS = 300;

    private static final Map<RegionId, Integer> WANTED = Shares.of(Map.of(Geography.US, 100, Geography.AP, 80));
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Watch watch;

    TrafficMoved(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "traffic moves to the two regions that are left";
    }

    @Override
    public String expected() {
        return REQUESTS + " requests, those of clients in eu-west-1 too, are served by: " + Shares.inWords(WANTED);
    }

    @Override
    public Seen play() throws InterruptedException {
        boolean moved = watch.untilTable(LIMIT, table -> Shares.shownBy(table, WANTED));
        TableView table = watch.controller().table();
        boolean obeyed = watch.untilEdgesObey(LIMIT, table.version());
        return judge(moved && obeyed, watch.nextRequests(REQUESTS));
    }

    static Seen judge(boolean moved, List<Sample> samples) {
        Tally all = Tally.of(samples);
        Tally european = Tally.ofOrigin(Geography.EU, samples);
        return new Seen.Findings()
                .add(moved, moved ? "the table gives eu-west-1 nothing" : "the table has not moved in time")
                .add(
                        Shares.shownBy(all, WANTED),
                        "%d requests served by: %s".formatted(all.servedInAll(), Shares.inWords(all)))
                .add(
                        european.servedInAll() > 0 && european.servedBy(Geography.EU) == 0,
                        "%d of them from clients in eu-west-1, p50 %d ms"
                                .formatted(european.servedInAll(), european.millis(0.5)))
                .seen();
    }
}
