package dev.meridian.demo.story;

import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.world.Pace;
import dev.meridian.routing.intent.DrainMode;
import java.time.Duration;

/** Operators drain us-west-2: no new request goes there. */
final class Drained implements Step {
    static final int REQUESTS = 300;

    private static final Duration LIMIT = Pace.DRAIN.plusSeconds(15);
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final Watch watch;

    Drained(Watch watch) {
        this.watch = watch;
    }

    @Override
    public String title() {
        return "operators drain us-west-2";
    }

    @Override
    public String expected() {
        return "its share falls to nothing within " + LIMIT.toSeconds() + " s; none of the next " + REQUESTS
                + " requests is served there";
    }

    @Override
    public Seen play() throws InterruptedException {
        long began = System.nanoTime();
        String id = watch.controller().drain(Geography.US, DrainMode.GRACEFUL, "story: planned maintenance", LENGTH);
        boolean empty = watch.untilTable(LIMIT, table -> table.largestShare(Geography.US) == 0);
        TableView table = watch.controller().table();
        String after = Watch.secondsSince(began);
        boolean obeyed = watch.untilEdgesObey(LIMIT, table.version());
        return judge(empty && obeyed, id, table, after, Tally.of(watch.nextRequests(REQUESTS)));
    }

    static Seen judge(boolean empty, String id, TableView table, String after, Tally tally) {
        return new Seen.Findings()
                .add(
                        empty,
                        "%s: us-west-2 is %s with a share of %s after %s"
                                .formatted(
                                        id,
                                        table.healthOf(Geography.US),
                                        Shares.percentOf(table.largestShare(Geography.US)),
                                        after))
                .add(
                        tally.servedInAll() > 0 && tally.servedBy(Geography.US) == 0,
                        "us-west-2 served %d of the next %d requests"
                                .formatted(tally.servedBy(Geography.US), tally.servedInAll()))
                .seen();
    }
}
