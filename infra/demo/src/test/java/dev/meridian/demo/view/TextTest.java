package dev.meridian.demo.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.demo.control.RegionStatus;
import dev.meridian.demo.control.TableView;
import dev.meridian.demo.geography.Geography;
import dev.meridian.demo.traffic.TrafficLog;
import dev.meridian.demo.world.Addresses;
import dev.meridian.routing.table.TableVersion;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {
    private static final String ESCAPE = "\u001b[";

    @Test
    void longLinesBreakAtWordsAndKeepTheirIndent() {
        assertThat(Wrap.at(20, "  seen: one two three four five"))
                .containsExactly("  seen: one two", "    three four five");
        assertThat(Wrap.at(20, "short")).containsExactly("short");
        assertThat(Wrap.at(5, "a verylongword b")).containsExactly("a", "  verylongword", "  b");
    }

    @Test
    void changesAreToldOnceWithWhatWasBefore() {
        Frame before = frame(true, "HEALTHY", 100, 0);
        assertThat(Changes.between(before, before)).isEmpty();
        assertThat(Changes.between(before, frame(true, "DOWN", 40, 0)))
                .containsExactly("eu-west-1 DOWN (was HEALTHY): agents 0/1", "eu-west-1 has weight 40 (was 100)");
        assertThat(Changes.between(before, frame(false, "HEALTHY", 100, 2)))
                .containsExactly("controller does not answer", "2 requests failed");
    }

    @Test
    void eventsCarryTheirTimeAndAreBounded() {
        EventList events = new EventList(Clock.fixed(Instant.parse("2026-11-24T10:20:30Z"), ZoneOffset.UTC));
        for (int i = 0; i < 1_000; i++) {
            events.add("event " + i);
        }
        assertThat(events.all()).hasSizeLessThan(100);
        assertThat(events.all().getLast()).isEqualTo("10:20:30  event 999");
    }

    @Test
    void theCallsToTryFitTheScreenAndShowNoSecret() {
        Path folder = Path.of("/tmp/meridian-demo-1234567890123456789");
        Addresses addresses = new Addresses(
                Map.of(Geography.US, url(18_004), Geography.EU, url(18_005), Geography.AP, url(18_006)),
                url(18_003),
                url(18_002),
                folder.resolve("operator.token"),
                folder.resolve("client.key"));
        List<String> lines = TryIt.lines(addresses, Instant.parse("2026-11-24T10:20:30.5Z"));
        assertThat(lines).allMatch(line -> line.length() <= 2 * Screen.COLUMNS);
        assertThat(String.join("\n", lines))
                .contains("curl -i http://127.0.0.1:18005/v1/chat/completions")
                .contains("from openai import OpenAI")
                .contains("infra/bin/meridian drain start us-west-2 --reason \"trying it out\" --expires 10m")
                .contains("simulator: http://127.0.0.1:18002/_sim/stats")
                .contains("export MERIDIAN_URL=http://127.0.0.1:18003")
                .contains("\"expiresAt\": \"2026-11-24T10:20:30Z\"");
    }

    @Test
    void onlyChangedLinesAreWrittenToTheTerminal() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Terminal terminal = new Terminal(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            terminal.show(List.of("one", "two"));
            bytes.reset();
            terminal.show(List.of("one", "2"));
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(ESCAPE + "2;1H2" + ESCAPE + "K");
            bytes.reset();
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains(ESCAPE + "?25h");
    }

    @Test
    void statesArePainted() {
        assertThat(Terminal.paint("eu-west-1 DOWN")).isEqualTo("eu-west-1 " + ESCAPE + "31mDOWN" + ESCAPE + "0m");
        assertThat(Terminal.paint("0 failed")).isEqualTo("0 failed");
    }

    private static Frame frame(boolean controller, String health, int weight, int failed) {
        return new Frame(
                "",
                Duration.ZERO,
                controller,
                List.of(new RegionStatus(Geography.EU, health, weight, "agents 0/1")),
                new TableView(TableVersion.NONE, Map.of(), Map.of()),
                Duration.ofSeconds(10),
                Map.of(),
                new TrafficLog.Totals(0, 0, failed, 0),
                List.of(),
                List.of());
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
