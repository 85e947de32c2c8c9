package dev.meridian.demo.story;

import dev.meridian.demo.control.ControllerUnreachable;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Outcome;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controller dies; the edges go on with the last table. */
final class ControllerKilled implements Step {
    static final int REQUESTS = 300;

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final Watch watch;
    private @Nullable Kept kept;

    ControllerKilled(Watch watch) {
        this.watch = watch;
    }

    /** What was set before the kill. */
    Kept kept() {
        if (kept == null) {
            throw new IllegalStateException("the controller was not killed with a drain and a weight set");
        }
        return kept;
    }

    @Override
    public String title() {
        return "us-west-2 is drained, ap-southeast-1 gets weight " + Kept.WEIGHT
                + ", then the controller is killed (SIGKILL)";
    }

    @Override
    public String expected() {
        return "traffic goes on: " + REQUESTS + " requests by the last table, served by: "
                + Shares.inWords(Kept.SHARES);
    }

    @Override
    public Seen play() throws InterruptedException {
        String drain =
                watch.controller().drain(Geography.US, DrainMode.EMERGENCY, "story: kept over a restart", LENGTH);
        watch.controller().weight(Geography.AP, Kept.WEIGHT);
        boolean moved = watch.untilTable(LIMIT, table -> Shares.shownBy(table, Kept.SHARES));
        TableView table = watch.controller().table();
        boolean obeyed = watch.untilEdgesObey(LIMIT, table.version());
        kept = new Kept(drain, table.version());
        watch.world().killController();
        List<Sample> samples = watch.nextRequests(REQUESTS);
        return judge(moved && obeyed, isDead(), table, samples);
    }

    static Seen judge(boolean obeyed, boolean dead, TableView table, List<Sample> samples) {
        Tally tally = Tally.of(samples);
        long byOther = samples.stream()
                .filter(sample -> isByAnother(sample, table.version()))
                .count();
        return new Seen.Findings()
                .add(obeyed, "table %s: %s".formatted(table.version(), Shares.inWords(table, Geography.EU)))
                .add(dead, dead ? "the controller does not answer" : "the controller still answers")
                .add(
                        Shares.shownBy(tally, Kept.SHARES),
                        "%d requests served by: %s".formatted(tally.servedInAll(), Shares.inWords(tally)))
                .add(byOther == 0, "%d of them by another table".formatted(byOther))
                .seen();
    }

    private static boolean isByAnother(Sample sample, TableVersion version) {
        return sample.outcome() instanceof Outcome.Served served
                && !served.table().equals(version);
    }

    private boolean isDead() throws InterruptedException {
        try {
            watch.controller().table();
            return false;
        } catch (ControllerUnreachable e) {
            return true;
        }
    }
}
