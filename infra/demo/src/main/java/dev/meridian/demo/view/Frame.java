package dev.meridian.demo.view;

import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that one picture of the world shows.
 *
 * @param title the first line's left part
 * @param up since when the world is up
 * @param controller whether the controller answered; if not, regions and table are the last known
 * @param regions as the controller describes them
 * @param table the controller's table
 * @param window over what time the recent requests were counted
 * @param recent requests that ended within the window, by their clients' region
 * @param totals all requests
 * @param events what happened, the oldest first
 * @param footer what stands below
 */
public record Frame(
        String title,
        Duration up,
        boolean controller,
        List<RegionStatus> regions,
        TableView table,
        Duration window,
        Map<RegionId, Tally> recent,
        TrafficLog.Totals totals,
        List<String> events,
        List<String> footer) {
    /** Copies its collections. */
    public Frame {
        regions = List.copyOf(regions);
        recent = Map.copyOf(recent);
        events = List.copyOf(events);
        footer = List.copyOf(footer);
    }
}
