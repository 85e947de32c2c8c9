package dev.meridian.agent.table;

import dev.meridian.agent.loop.Backoff;
import dev.meridian.agent.loop.ChangeLog;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Step;
import dev.meridian.agent.probe.PeerDirectory;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Keeps the endpoints of the controller's newest valid table. One thread runs the steps, any may read the peers.
 *
 * <p>A table that is older, garbled or too large is refused, and the last good one stays.
 */
public final class TableFollower implements PeerDirectory, Step {
    /** Between two polls that went well: a controller that does not hold polls must not be asked in a tight loop. */
    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);

    /** The longest pause while the controller is away or talks nonsense: endpoints change rarely. */
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private final TablePoller poller;
    private final PeerView view;
    private final Jitter jitter;
    private final Backoff backoff;
    private final MeterRegistry meters;
    private final ChangeLog changes = new ChangeLog("table from the controller");
    private final ChangeLog overrides = new ChangeLog("endpoint overrides");

    private String etag = "";
    private volatile TableVersion version = TableVersion.NONE;
    private volatile SortedMap<RegionId, RegionSpec> peers = Collections.emptySortedMap();

    /** A follower without a table yet. */
    public TableFollower(TablePoller poller, PeerView view, Jitter jitter, MeterRegistry meters) {
        this.poller = poller;
        this.view = view;
        this.jitter = jitter;
        this.backoff = new Backoff(FIRST_BACKOFF, MAX_BACKOFF, jitter);
        this.meters = meters;
        Gauge.builder("meridian.agent.table.epoch", this, follower -> follower.version.epoch())
                .register(meters);
        Gauge.builder("meridian.agent.table.version", this, follower -> follower.version.version())
                .register(meters);
    }

    @Override
    public SortedMap<RegionId, RegionSpec> peers() {
        return peers;
    }

    /** The version of the table in use; {@link TableVersion#NONE} before the first. */
    public TableVersion version() {
        return version;
    }

    @Override
    public Duration run() throws InterruptedException {
        return switch (poller.poll(etag)) {
            case Poll.Received(RoutingTable table, String tag) -> receive(table, tag);
            case Poll.Unchanged _ -> unchanged();
            case Poll.Garbled(String reason) -> wentWrong("garbled", "GARBLED", reason);
            case Poll.Refused(int status, String reason) -> wentWrong("refused", "REFUSED " + status, reason);
            case Poll.Failed(String reason) -> wentWrong("failed", "FAILING", reason);
        };
    }

    private Duration receive(RoutingTable table, String tag) {
        if (table.version().equals(version)) {
            etag = tag; // the controller, or what stands before it, has another tag for the same table now
            return unchanged();
        }
        if (!table.version().isNewerThan(version)) {
            return wentWrong("old", "OLD", "version " + table.version() + " is older than " + version);
        }
        etag = tag;
        version = table.version();
        peers = view.of(table);
        tellUnusedOverrides(view.unusedOverrides(table));
        count("applied");
        changes.good("FOLLOWED", "version " + version);
        return wentWell();
    }

    private Duration unchanged() {
        count("unchanged");
        changes.good("FOLLOWED", "version " + version);
        return wentWell();
    }

    private void tellUnusedOverrides(SortedSet<RegionId> unused) {
        if (unused.isEmpty()) {
            overrides.good("USED", "the table lists the region of each");
        } else {
            overrides.bad("UNUSED " + unused, "the table does not list these regions");
        }
    }

    private Duration wentWell() {
        backoff.reset();
        return jitter.around(BETWEEN_POLLS);
    }

    private Duration wentWrong(String outcome, String state, String reason) {
        count(outcome);
        changes.bad(state, reason);
        return backoff.next();
    }

    private void count(String outcome) {
        meters.counter("meridian.agent.table.polls", "outcome", outcome).increment();
    }
}
