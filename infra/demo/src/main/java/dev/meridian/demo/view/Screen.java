package dev.meridian.demo.view;

import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.routing.region.RegionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a frame into lines of plain text. */
public final class Screen {
    /** The width of the picture, and the longest line. */
    public static final int COLUMNS = 100;

    /** The height that holds the picture with the calls to try and the newest event. */
    public static final int ROWS = 40;

    private static final Tally NONE = Tally.of(List.of());

    private Screen() {}

    /**
     * The picture.
     *
     * @param size of the screen; where it is low, older events are left out, then the footer's end
     */
    public static List<String> render(Frame frame, Size size) {
        List<String> head = new ArrayList<>();
        head.add(title(frame));
        head.add("");
        regions(frame, head);
        head.add("");
        shares(frame, head);
        head.add("");
        traffic(frame, head);
        head.add("");
        List<String> lines = new ArrayList<>(head);
        int free = Math.max(1, size.rows() - head.size() - frame.footer().size() - 2);
        events(frame, free, lines);
        List<String> whole = new ArrayList<>();
        lines.forEach(line -> whole.add(cut(line, Math.min(COLUMNS, size.columns()))));
        // What is to be copied is cut only where it would not fit.
        frame.footer().forEach(line -> whole.add(cut(line, size.columns())));
        return whole.stream().limit(size.rows()).toList();
    }

    private static String title(Frame frame) {
        String controller = frame.controller() ? "controller up" : "controller DOWN (the edges keep their table)";
        String right = "table %s   %s   %s".formatted(frame.table().version(), controller, clock(frame.up()));
        return frame.title() + " ".repeat(Math.max(2, COLUMNS - frame.title().length() - right.length())) + right;
    }

    private static void regions(Frame frame, List<String> lines) {
        lines.add("%-16s %-11s %6s  %s".formatted("REGION", "STATE", "WEIGHT", "BECAUSE"));
        for (RegionStatus region : frame.regions()) {
            lines.add("%-16s %-11s %6d  %s"
                    .formatted(region.region(), region.health(), region.weight(), region.because()));
        }
    }

    private static void shares(Frame frame, List<String> lines) {
        lines.add("%-16s %-40s  %s"
                .formatted(
                        "",
                        "SHARES OF NEW REQUESTS (table)",
                        "SERVED BY (last " + frame.window().toSeconds() + " s)"));
        String names = names();
        lines.add("%-16s %s  %s".formatted("CLIENTS IN", names, names));
        for (RegionId origin : Geography.REGIONS) {
            Tally tally = frame.recent().getOrDefault(origin, NONE);
            StringBuilder line = new StringBuilder("%-16s".formatted(origin));
            Geography.REGIONS.forEach(
                    region -> line.append(percent(frame.table().share(origin, region) / 100.0)));
            line.append("  ");
            Geography.REGIONS.forEach(region -> line.append(percent(tally.partOf(region) * 100)));
            lines.add(line.toString());
        }
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        Geography.REGIONS.forEach(region -> names.append("%13s".formatted(shortName(region))));
        return names.substring(1);
    }

    /** Without its number, so that three of them fit beside each other. */
    private static String shortName(RegionId region) {
        return region.value().substring(0, region.value().lastIndexOf('-'));
    }

    private static void traffic(Frame frame, List<String> lines) {
        lines.add("%-16s %8s %12s %12s %10s".formatted("CLIENTS IN", "REQ/S", "P50", "P95", "FAILED"));
        for (RegionId origin : Geography.REGIONS) {
            Tally tally = frame.recent().getOrDefault(origin, NONE);
            double perSecond = tally.requests() / Math.max(1e-3, frame.window().toMillis() / 1e3);
            lines.add("%-16s %8s %9d ms %9d ms %10d"
                    .formatted(origin, decimal(perSecond), tally.millis(0.5), tally.millis(0.95), tally.failed()));
        }
        TrafficLog.Totals totals = frame.totals();
        lines.add(String.format(
                Locale.ROOT,
                "%-16s %,d served, %d failed, %d lost in a killed edge that was handling them%s",
                "since the start",
                totals.served(),
                totals.failed(),
                totals.lost(),
                totals.heldBack() == 0 ? "" : ", " + totals.heldBack() + " held back"));
    }

    private static void events(Frame frame, int free, List<String> lines) {
        List<String> events = frame.events();
        if (!events.isEmpty()) {
            lines.add("EVENTS");
            events.subList(Math.max(0, events.size() - free), events.size()).forEach(event -> lines.add("  " + event));
            lines.add("");
        }
    }

    private static String percent(double value) {
        return "%11s %%".formatted(decimal(value));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String clock(Duration up) {
        return "up %02d:%02d".formatted(up.toMinutes(), up.toSecondsPart());
    }

    private static String cut(String line, int columns) {
        return line.length() <= columns ? line.stripTrailing() : line.substring(0, Math.max(0, columns - 3)) + "...";
    }
}
