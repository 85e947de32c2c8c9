package dev.meridian.demo;

import dev.meridian.demo.control.ControllerUnreachable;
import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.view.Changes;
import dev.meridian.demo.view.EventList;
import dev.meridian.demo.view.Frame;
import dev.meridian.demo.world.World;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes pictures of the running world, and notes as events what has changed since the last one. One thread uses it. */
final class Camera {
    /** Long enough for steady percentages at ten requests a second, short enough to see a change. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final World world;
    private final TrafficLog traffic;
    private final EventList events;
    private final List<String> footer;
    private final long upSinceNanos = System.nanoTime();
    private @Nullable Frame last;

    Camera(World world, TrafficLog traffic, EventList events, List<String> footer) {
        this.world = world;
        this.traffic = traffic;
        this.events = events;
        this.footer = List.copyOf(footer);
    }

    /** The world as it is now. */
    Frame take() throws InterruptedException {
        Frame frame = frame();
        if (last != null) {
            Changes.between(last, frame).forEach(events::add);
        }
        last = frame;
        return frame;
    }

    private Frame frame() throws InterruptedException {
        boolean answered = true;
        List<RegionStatus> regions = last == null ? List.of() : last.regions();
        TableView table = last == null ? new TableView(TableVersion.NONE, Map.of(), Map.of()) : last.table();
        try {
            regions = world.controller().regions();
            table = world.controller().table();
        } catch (ControllerUnreachable e) {
            answered = false;
        }
        long now = System.nanoTime();
        return new Frame(
                "MERIDIAN demo",
                Duration.ofNanos(now - upSinceNanos),
                answered,
                regions,
                table,
                WINDOW,
                recent(traffic.endedSince(now - WINDOW.toNanos())),
                traffic.totals(),
                events.all(),
                footer);
    }

    private static Map<RegionId, Tally> recent(List<Sample> samples) {
        Map<RegionId, Tally> recent = new TreeMap<>();
        Geography.REGIONS.forEach(origin -> recent.put(origin, Tally.ofOrigin(origin, samples)));
        return recent;
    }
}
