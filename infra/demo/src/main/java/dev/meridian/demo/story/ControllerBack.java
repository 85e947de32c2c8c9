package dev.meridian.demo.story;

import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The controller restarts, knows what operators had set, and steers again. */
final class ControllerBack implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** Long enough for several decisions: a controller that has forgotten would give the drained region a share. */
    private static final int REQUESTS = 150;

    private final Watch watch;
    private final ControllerKilled before;

    ControllerBack(Watch watch, ControllerKilled before) {
        this.watch = watch;
        this.before = before;
    }

    @Override
    public String title() {
        return "the controller restarts";
    }

    @Override
    public String expected() {
        return "drain and weight " + Kept.WEIGHT + " are intact, us-west-2 serves none of " + REQUESTS
                + " requests; when its drain is ended, it serves again";
    }

    @Override
    public Seen play() throws IOException, InterruptedException {
        watch.world().restartController();
        long back = System.nanoTime();
        watch.nextRequests(REQUESTS);
        int toDrained = watch.since(back).servedBy(Geography.US);
        String drain = watch.controller().drains().getOrDefault(Geography.US, "none");
        int weight = weight(watch.controller().regions());
        TableView table = watch.controller().table();
        Seen intact = judge(before.kept(), drain, weight, table, toDrained);
        watch.controller().endDrain(before.kept().drain());
        long ended = System.nanoTime();
        boolean steers = watch.until(LIMIT, () -> watch.since(ended).servedBy(Geography.US) > 0);
        return new Seen.Findings()
                .addSeen(intact)
                .add(
                        steers,
                        steers
                                ? "us-west-2 serves again " + Watch.secondsSince(ended) + " after its drain's end"
                                : "us-west-2 does not serve again within " + LIMIT.toSeconds() + " s")
                .seen();
    }

    static Seen judge(Kept kept, String drain, int weight, TableView table, int toDrained) {
        return new Seen.Findings()
                .add(drain.equals(kept.drain()), "drain of us-west-2: " + drain)
                .add(weight == Kept.WEIGHT, "weight of ap-southeast-1: " + weight)
                .add(
                        table.version().compareTo(kept.table()) >= 0 && Shares.shownBy(table, Kept.SHARES),
                        "table %s (was %s): %s"
                                .formatted(table.version(), kept.table(), Shares.inWords(table, Geography.EU)))
                .add(toDrained == 0, "us-west-2 served %d requests".formatted(toDrained))
                .seen();
    }

    private static int weight(List<RegionStatus> regions) {
        return regions.stream()
                .filter(region -> region.region().equals(Geography.AP))
                .mapToInt(RegionStatus::weight)
                .findFirst()
                .orElse(-1);
    }
}
