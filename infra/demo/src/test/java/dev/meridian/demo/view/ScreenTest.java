package dev.meridian.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.Outcome;
import dev.meridian.demo.traffic.Sample;
import dev.meridian.demo.traffic.Tally;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.world.Addresses;
import dev.meridian.demo.world.Pace;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void aDeadRegionIsShownAsInTheGoldenPicture() throws IOException {
        assertThat(String.join("\n", Screen.render(frame(true, events(3)), Size.WHOLE)) + "\n")
                .isEqualTo(golden("dead-region.txt"));
    }

    @Test
    void aSilentControllerIsSaidInTheFirstLine() {
        assertThat(Screen.render(frame(false, List.of()), Size.WHOLE).getFirst())
                .contains("controller DOWN");
    }

    @Test
    void noLineIsWiderThanTheScreen() {
        List<String> events = List.of("x".repeat(500));
        assertThat(Screen.render(frame(true, events), new Size(60, 90))).allMatch(line -> line.length() <= 90);
    }

    @Test
    void aSmallScreenLosesOldEventsBeforeTheFooter() {
        List<String> lines = Screen.render(frame(true, events(40)), new Size(32, 120));
        assertThat(lines).hasSizeLessThanOrEqualTo(32);
        assertThat(lines.getLast()).isEqualTo("footer 2");
        assertThat(lines).contains("  event 40").doesNotContain("  event 1");
    }

    @Test
    void theScreenThatIsAskedForHoldsAllTheCallsToTry() {
        URI uri = URI.create("http://127.0.0.1:18000");
        Path file = Path.of("/tmp/meridian-demo-1234567890123456/operator.token");
        List<String> footer = new ArrayList<>(TryIt.lines(
                new Addresses(Map.of(Geography.US, uri, Geography.EU, uri, Geography.AP, uri), uri, uri, file, file),
                Instant.EPOCH));
        footer.addAll(Wrap.at(Screen.COLUMNS, Pace.inWords()));
        List<String> lines = Screen.render(frame(true, events(40), footer), new Size(Screen.ROWS, Screen.COLUMNS));

        assertThat(lines).containsSubsequence(footer).contains("  event 40");
        assertThat(footer).allMatch(line -> line.length() <= Screen.COLUMNS);
    }

    @Test
    void aTinyScreenIsNeverExceeded() {
        assertThat(Screen.render(frame(true, events(40)), new Size(10, 120))).hasSize(10);
    }

    private static List<String> events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "event " + number)
                .toList();
    }

    private static Frame frame(boolean controller, List<String> events) {
        return frame(controller, events, List.of("footer 1", "footer 2"));
    }

    private static Frame frame(boolean controller, List<String> events, List<String> footer) {
        Map<RegionId, Integer> row = Map.of(Geography.US, 5_556, Geography.AP, 4_444);
        TableView table = new TableView(
                new TableVersion(2, 41),
                Map.of(Geography.US, row, Geography.EU, row, Geography.AP, row),
                Map.of(Geography.EU, "DOWN"));
        List<RegionStatus> regions = List.of(
                new RegionStatus(Geography.US, "HEALTHY", 100, "agents 1/1 ready"),
                new RegionStatus(Geography.EU, "DOWN", 100, "agents 0/1 ready"),
                new RegionStatus(Geography.AP, "HEALTHY", 80, "agents 1/1 ready"));
        Map<RegionId, Tally> recent = new TreeMap<>();
        Geography.REGIONS.forEach(origin -> recent.put(origin, tally(origin)));
        return new Frame(
                "MERIDIAN demo",
                Duration.ofSeconds(83),
                controller,
                regions,
                table,
                Duration.ofSeconds(10),
                recent,
                new TrafficLog.Totals(1_234, 7, 0, 0),
                events,
                footer);
    }

    private static Tally tally(RegionId origin) {
        List<Sample> samples = new ArrayList<>();
        samples.addAll(Collections.nCopies(75, served(origin, Geography.US, 300)));
        samples.addAll(Collections.nCopies(25, served(origin, Geography.AP, 500)));
        return Tally.of(samples);
    }

    private static Sample served(RegionId origin, RegionId by, int millis) {
        return new Sample(origin, 0, 1, new Outcome.Served(by, new TableVersion(2, 41), millis * 1_000_000L));
    }

    private static String golden(String name) throws IOException {
        try (@Nullable InputStream in = ScreenTest.class.getResourceAsStream(name)) {
            return in == null ? name + " is missing" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
