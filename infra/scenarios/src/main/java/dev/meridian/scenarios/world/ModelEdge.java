package dev.meridian.scenarios.world;

import dev.meridian.routing.pick.RegionPicker;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An edge: the real picker over its own table, one retry in another region, and an observation every five seconds. */
public final class ModelEdge {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final World world;
    private final OriginId origin;
    private final String name;
    private final EdgeBreakers breakers;
    private final SortedMap<RegionId, TrafficCount> counts = new TreeMap<>();
    private @Nullable RoutingTable table;
    private @Nullable RegionPicker picker;
    private TableVersion seen = TableVersion.NONE;
    private int boot;
    private long sequence;
    private long shed;

    ModelEdge(World world, OriginId origin, String name) {
        this.world = world;
        this.origin = origin;
        this.name = name;
        this.breakers = new EdgeBreakers(world.has(Mechanism.BREAKERS));
        world.regions().keySet().forEach(region -> counts.put(region, new TrafficCount()));
    }

    public OriginId origin() {
        return origin;
    }

    /** Whether it is the first one of its origin. */
    public boolean isFirst() {
        return name.equals("edge-0");
    }

    String name() {
        return name;
    }

    @Nullable
    RoutingTable table() {
        return table;
    }

    TableVersion version() {
        return table == null ? TableVersion.NONE : table.version();
    }

    /** Starts anew; its table is on disk. */
    void restart() {
        boot++;
        sequence = 0;
        if (!world.has(Mechanism.TABLE_KEPT)) {
            forget();
            seen = TableVersion.NONE;
        }
    }

    /** It has no table any more. */
    public void forget() {
        table = null;
        picker = null;
    }

    /** Is shown a table, and obeys it where it is newer. */
    void offer(RoutingTable offered) {
        boolean newer = offered.version().isNewerThan(seen);
        if (newer || (!world.has(Mechanism.TABLE_ORDER) && !offered.equals(table))) {
            world.ledger().applied(newer);
            table = offered;
            seen = offered.version();
            picker = world.pickers().of(offered, origin);
        }
    }

    /** Is shown something that may be no table. */
    public void offerMalformed(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException refused) {
            world.ledger().malformedRefused();
            if (!world.has(Mechanism.TABLE_VALIDATION)) {
                forget();
            }
        }
    }

    /**
     * Takes some requests.
     *
     * @param passed the part of the second that has passed
     */
    void serve(int requests, double passed, SplittableRandom random) {
        @Nullable RegionPicker current = picker;
        if (current == null || table == null) {
            world.ledger().failed(requests);
            return;
        }
        double part = table.sharesOf(origin).shed().fraction();
        for (int i = 0; i < requests; i++) {
            if (part > 0 && random.nextDouble() < part) {
                world.ledger().shed();
                shed++;
            } else {
                boolean poison = world.setup().poison > 0 && random.nextDouble() < world.setup().poison;
                one(current, random, passed, poison);
            }
        }
    }

    private void one(RegionPicker current, SplittableRandom random, double passed, boolean poison) {
        long bits = random.nextLong();
        long mask = breakers.mask(world.second());
        @Nullable RegionId picked = current.pickExcluding(bits, mask);
        // Where all are open, one is tried all the same.
        RegionId first = picked == null ? current.pick(bits) : picked;
        count(first).request();
        Outcome outcome = attempt(current, first, random, passed, poison);
        if (outcome == Outcome.FAULT && world.has(Mechanism.RETRIES) && breakers.mayRetry()) {
            @Nullable RegionId second = current.pickExcluding(random.nextLong(), mask | 1L << current.indexOf(first));
            if (second != null) {
                outcome = attempt(current, second, random, passed, poison);
            }
        }
        if (outcome != Outcome.SERVED) {
            world.ledger().failed(1);
        }
    }

    private Outcome attempt(RegionPicker current, RegionId to, SplittableRandom random, double passed, boolean poison) {
        Outcome outcome = refuses(to) ? Outcome.LIMITED : world.attempt(origin, to, random, passed);
        if (poison && outcome == Outcome.SERVED) {
            outcome = Outcome.FAULT;
        }
        double millis = 0;
        if (outcome == Outcome.SERVED) {
            millis = world.latencyMillis(origin, to, random);
            world.ledger().served(to, millis);
            breakers.served(current.indexOf(to));
        } else if (outcome == Outcome.FAULT) {
            breakers.failed(current.indexOf(to), world.second());
        }
        world.ledger().attempted(to);
        count(to).attempt(outcome, millis);
        return outcome;
    }

    /** Whether operators have drained a region, and this edge takes that for a reason to refuse. */
    private boolean refuses(RegionId to) {
        if (world.has(Mechanism.DRAINED_STILL_SERVES) || table == null) {
            return false;
        }
        RegionRoute route = table.regions().get(to);
        return route != null && route.health() == Health.DRAINED;
    }

    private TrafficCount count(RegionId region) {
        return counts.computeIfAbsent(region, r -> new TrafficCount());
    }

    EdgeObservation observe() {
        SortedMap<RegionId, RegionTraffic> traffic = new TreeMap<>();
        counts.forEach((region, count) -> {
            if (!count.isEmpty()) {
                traffic.put(region, count.drain());
            }
        });
        Sender sender = new Sender(name, "boot-" + boot, ++sequence);
        EdgeObservation observation =
                new EdgeObservation(origin, sender, INTERVAL, version(), shed, traffic, new TreeMap<>());
        shed = 0;
        return observation;
    }
}
