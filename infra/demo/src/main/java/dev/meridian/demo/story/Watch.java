package dev.meridian.demo.story;

import dev.meridian.demo.control.ControllerClient;
import dev.meridian.demo.control.ControllerUnreachable;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Outcome;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.world.World;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for what should happen in a running world, each time with a deadline. */
final class Watch {
    /** A condition of the world. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** Besides the time that the requests take by their rate. */
    private static final Duration REQUESTS_SLACK = Duration.ofSeconds(20);

    private final World world;
    private final TrafficLog traffic;
    private final double perSecond;

    /** @param perSecond requests of all clients together */
    Watch(World world, TrafficLog traffic, double perSecond) {
        this.world = world;
        this.traffic = traffic;
        this.perSecond = perSecond;
    }

    World world() {
        return world;
    }

    ControllerClient controller() {
        return world.controller();
    }

    /** Waits until the condition holds. @return whether it did before the limit; a dead controller holds nothing */
    boolean until(Duration limit, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() - deadline < 0) {
            world.requireAlive();
            if (holds(condition)) {
                return true;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
        return false;
    }

    /** Waits until the table is as wanted. */
    boolean untilTable(Duration limit, Predicate<TableView> wanted) throws InterruptedException {
        return until(limit, () -> wanted.test(controller().table()));
    }

    /** Waits until the clients of every region are served by that table or a newer one. */
    boolean untilEdgesObey(Duration limit, TableVersion version) throws InterruptedException {
        long since = System.nanoTime();
        return until(limit, () -> Geography.REGIONS.stream().allMatch(origin -> obeys(origin, version, since)));
    }

    /** The next so many requests to begin, once they have ended; fewer only if they do not end in time. */
    List<Sample> nextRequests(int count) throws InterruptedException {
        long since = System.nanoTime();
        Duration limit = Duration.ofNanos((long) (count / perSecond * 1e9)).plus(REQUESTS_SLACK);
        boolean enough = until(limit, () -> traffic.begunSince(since).size() >= count);
        List<Sample> samples = traffic.begunSince(since);
        return enough ? samples.subList(0, count) : samples;
    }

    /** The requests that began since then and have ended. */
    Tally since(long nanos) {
        return Tally.of(traffic.begunSince(nanos));
    }

    /** The time since then, such as {@code 3.2 s}. */
    static String secondsSince(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanos) / 1e9);
    }

    private boolean obeys(RegionId origin, TableVersion version, long since) {
        return traffic.begunSince(since).stream()
                .anyMatch(sample -> sample.origin().equals(origin)
                        && sample.outcome() instanceof Outcome.Served served
                        && served.table().compareTo(version) >= 0);
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (ControllerUnreachable e) {
            return false;
        }
    }
}
