package dev.meridian.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.ClusterView;
import dev.meridian.routing.report.NodeTrouble;
import dev.meridian.routing.report.PendingReason;
import dev.meridian.routing.report.PodCounts;
import dev.meridian.routing.report.ProbeCounts;
import dev.meridian.routing.report.Reachability;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class GoldenFilesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void reportIsWrittenAsTheGoldenFile() throws IOException {
        RegionReport report = new RegionReport(
                new RegionId("eu-west-1"),
                new Sender("agent-eu-0", "7f8a1c52-3a0e-4a53-9f0c-0d6a5a0b7e11", 42),
                Duration.ofSeconds(5),
                2,
                3,
                new ProbeCounts(9, 3, histogram(Map.of(69, 8, 80, 1))),
                Reachability.REACHABLE,
                new TreeMap<>(Map.of(
                        new RegionId("ap-southeast-1"), new ProbeCounts(5, 0, histogram(Map.of(123, 5))),
                        new RegionId("us-west-2"), new ProbeCounts(0, 5, LatencyHistogram.empty()))),
                new ClusterReport(
                        ClusterView.CURRENT,
                        Duration.ZERO,
                        new TreeSet<>(Set.of(NodeTrouble.CORDONED)),
                        new PodCounts(4, 2, 1, 1, 7),
                        2,
                        new TreeMap<>(Map.of(PendingReason.RESOURCES, 1)),
                        true));

        assertThat(JSON.readTree(ReportJson.write(report))).isEqualTo(JSON.readTree(golden("report.json")));
    }

    @Test
    void tableIsReadFromTheGoldenFile() throws IOException {
        RoutingTable table = TableJson.read(golden("table.json"));

        assertThat(table.version()).isEqualTo(new TableVersion(1, 12));
        assertThat(table.decidedAt()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(table.origins()).hasSize(4);
        assertThat(table.sharesOf(new OriginId("us-west-2")).of(new RegionId("us-west-2")))
                .isEqualTo(BasisPoints.WHOLE);
        assertThat(table.sharesOf(new OriginId("us-west-2")).shed()).isEqualTo(new BasisPoints(250));
        assertThat(table.regions().get(new RegionId("ap-southeast-1")))
                .isEqualTo(new RegionRoute(
                        Endpoint.parse("https://api.example.com:443/v1"), RegionKind.UPSTREAM, Health.DRAINING));
    }

    @Test
    void unknownFieldsOfATableAreIgnored() throws IOException {
        String more = text("table.json").replace("\"decidedAt\"", "\"moon\": {\"phase\": [1]}, \"decidedAt\"");

        assertThat(TableJson.read(more.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(TableJson.read(golden("table.json")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "schema": 1,                  | "schema": 2,                        | schema 2 is not known
            "schema": 1,                  |                                     | schema
            "schema": 1,                  | "schema": "1",                      | schema
            "epoch": 1                    | "epoch": -1                         | must not be negative
            "epoch": 1                    | "epoch": 1.5                        | epoch
            "epoch": 1, "version": 12     | "epoch": 1, "epoch": 2, "version": 12 | epoch
            "shed": 250                   | "shed": 10001                       | shed
            "us-west-2": 10000            | "us-west-2": 9999                   | sum
            "us-west-2": 10000            | "us-west-2": "10000"                | whole number
            "default":                    | "fallback":                         | default
            "health": "HEALTHY"           | "health": "SPLENDID"                | health
            "health": "HEALTHY"           | "health": 0                         | health
            "kind": "UPSTREAM",           |                                     | kind
            "https://api.example.com:443/v1" | "gopher://x"                     | scheme
            "https://api.example.com:443/v1" | null                             | endpoint
            "decidedAt": "2026-11-24T10:00:00Z" | "decidedAt": "yesterday"      | decidedAt
            """)
    void tableWithAFaultIsRefusedByName(String part, String fault, String named) throws IOException {
        String text = text("table.json");
        assertThat(text).contains(part);
        byte[] faulty =
                text.replace(part, Objects.requireNonNullElse(fault, "")).getBytes(StandardCharsets.UTF_8);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableJson.read(faulty))
                .withMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''
            null
            []
            {}
            <html>
            {"schema": 1
            {"schema": 1} {}
            """)
    void whatIsNoTableIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeBetween(1, 300));
    }

    private static LatencyHistogram histogram(Map<Integer, Integer> pairs) {
        long[] counts = new long[LatencyHistogram.BUCKETS];
        pairs.forEach((bucket, count) -> counts[bucket] = count);
        return LatencyHistogram.of(counts);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/wire/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static String text(String name) throws IOException {
        return new String(golden(name), StandardCharsets.UTF_8);
    }
}
