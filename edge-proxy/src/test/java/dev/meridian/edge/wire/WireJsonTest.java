package dev.meridian.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.routing.latency.LatencyHistogram;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionTraffic;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Against the golden files of docs/wire. */
class WireJsonTest {
    private final WireJson wire = new WireJson();

    @Test
    void goldenTableIsRead() throws IOException {
        RoutingTable table = wire.readTable(golden("table.json"));
        assertThat(table.version()).isEqualTo(new TableVersion(1, 12));
        assertThat(table.sharesOf(new OriginId("elsewhere")).of(new RegionId("eu-west-1")))
                .isEqualTo(new BasisPoints(3_571));
        assertThat(table.sharesOf(new OriginId("us-west-2")).shed()).isEqualTo(new BasisPoints(250));
        assertThat(table.regions().get(new RegionId("ap-southeast-1"))).satisfies(route -> {
            assertThat(route.kind()).isEqualTo(RegionKind.UPSTREAM);
            assertThat(route.health()).isEqualTo(Health.DRAINING);
            assertThat(route.endpoint()).hasToString("https://api.example.com:443/v1");
        });
    }

    @Test
    void goldenObservationIsWritten() throws IOException {
        long[] eu = new long[144];
        eu[139] = 30;
        eu[143] = 5;
        long[] us = new long[132];
        us[131] = 60;
        EdgeObservation observation = new EdgeObservation(
                new OriginId("us-west-2"),
                new Sender("edge-us-0", "0b6a1f9e-1f52-4c0a-8a53-5a1f7e6f9d20", 7),
                Duration.ofSeconds(5),
                new TableVersion(1, 12),
                9,
                new TreeMap<>(Map.of(
                        new RegionId("eu-west-1"), new RegionTraffic(40, 41, 1, 2, 3, LatencyHistogram.of(eu)),
                        new RegionId("us-west-2"), new RegionTraffic(60, 60, 0, 0, 0, LatencyHistogram.of(us)))),
                new TreeMap<>(Map.of(new RegionId("eu-west-1"), 17L, new RegionId("us-west-2"), 0L)));
        JsonMapper json = JsonMapper.builder().build();
        assertThat(json.readTree(wire.write(observation))).isEqualTo(json.readTree(golden("observation.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\": 1         | \"schema\": 2             | schema 2",
                "\"shed\": 250         | \"shed\": 10001           | must be 0 to 10000",
                "3571                  | 3572                      | sum to",
                "\"default\"           | \"other\"                 | no shares for origin default",
                "\"kind\": \"EDGE\"    | \"kind\": \"ROUTER\"      | ROUTER",
                "\"version\": 12       | \"version\": -1           | must not be negative",
                "\"version\": 12       | \"version\": 12.5         | malformed",
                "\"version\": 12       | \"version\": \"12\"     | malformed",
                "\"kind\": \"EDGE\"    | \"kind\": null          | malformed",
                "{\"shares\": {\"ap-southeast-1\": 0, \"eu-west-1\": 0, \"us-west-2\": 10000}, \"shed\": 250, \"residency\": []} | null | malformed",
                "\"labels\": [\"us\"]  | \"labels\": [\"US\"]    | label",
                "\"shed\": 250, \"residency\": [] | \"shed\": 250, \"residency\": [\"eu\"] | does not carry",
                "\"decidedAt\"         | \"decided\"               | decidedAt",
            })
    void wrongTableIsRefusedByName(String was, String is, String saying) throws IOException {
        String table = new String(golden("table.json"), StandardCharsets.UTF_8).replace(was, is);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire.readTable(table.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(saying);
    }

    @Test
    void tableWithoutLabelsIsReadAsOneWithNone() throws IOException {
        String table = new String(golden("table.json"), StandardCharsets.UTF_8)
                .replaceAll(", \"(labels|residency)\": \\[[^]]*]", "");
        assertThat(table).doesNotContain("labels", "residency");

        assertThat(wire.readTable(table.getBytes(StandardCharsets.UTF_8))
                        .regions()
                        .values())
                .allSatisfy(route -> assertThat(route.labels()).isEmpty());
    }

    @Test
    void brokenTableIsRefused() throws IOException {
        byte[] half = Arrays.copyOf(golden("table.json"), 200);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire.readTable(half))
                .withMessageContaining("malformed");
    }

    @Test
    void tableThatIsTheWordNullIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire.readTable("null".getBytes(StandardCharsets.UTF_8)))
                .withMessage("table is null");
    }

    @Test
    void unknownFieldsOfANewerControllerAreIgnored() throws IOException {
        String table = new String(golden("table.json"), StandardCharsets.UTF_8)
                .replace("\"schema\": 1,", "\"schema\": 1, \"later\": {\"x\": 1},");
        assertThat(wire.readTable(table.getBytes(StandardCharsets.UTF_8)).regions())
                .hasSize(3);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = WireJsonTest.class.getResourceAsStream("/wire/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}
