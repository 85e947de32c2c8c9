package dev.meridian.controller.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.controller.intent.DrainRequest;
import dev.meridian.routing.decision.Decision;
import dev.meridian.routing.decision.Inputs;
import dev.meridian.routing.decision.RoutingPolicy;
import dev.meridian.routing.intent.DrainMode;
import dev.meridian.routing.intent.RegionIntent;
import dev.meridian.routing.policy.PolicySettings;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.Health;
import dev.meridian.routing.region.Label;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.report.ClusterReport;
import dev.meridian.routing.report.EdgeObservation;
import dev.meridian.routing.report.RegionReport;
import dev.meridian.routing.table.BasisPoints;
import dev.meridian.routing.table.OriginShares;
import dev.meridian.routing.table.RegionRoute;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class WireTest {
    private static final JsonMapper PLAIN = new JsonMapper();

    private final Wire wire = new Wire();

    @Test
    void reportOfTheContractIsWrittenBackEqual() {
        RegionReport report = wire.readReport(golden("report.json"));

        assertThat(report.region()).isEqualTo(new RegionId("eu-west-1"));
        assertThat(report.interval()).hasMillis(5000);
        assertThat(report.probes().roundTrip().count()).isEqualTo(9);
        assertWrittenBackEqual(report, "report.json");
    }

    @Test
    void observationOfTheContractIsWrittenBackEqual() {
        EdgeObservation observation = wire.readObservation(golden("observation.json"));

        assertThat(observation.table().version()).isEqualTo(12);
        assertWrittenBackEqual(observation, "observation.json");
    }

    @Test
    void observationOfAnOlderEdgeDoesNotSayWhatRuns() {
        String older = text("observation.json").replaceAll(",\\s*\"running\": \\{[^}]*}", "");
        assertThat(older).doesNotContain("running");

        assertThat(wire.readObservation(bytes(older)).running()).isEmpty();
    }

    @Test
    void tableOfTheContractIsWrittenBackEqual() {
        RoutingTable table = wire.readTable(golden("table.json"));

        assertThat(table.origins()).hasSize(4);
        assertWrittenBackEqual(table, "table.json");
    }

    @Test
    void tableAndStoredDecisionWithoutLabelsHaveNone() {
        String table = text("table.json").replaceAll(", \"(labels|residency)\": \\[[^]]*]", "");
        RoutingTable read = wire.readTable(bytes(table));
        assertThat(read.regions().values()).allMatch(route -> route.labels().isEmpty());
        assertThat(read.origins().values())
                .allMatch(shares -> shares.residency().isEmpty());

        String stored = wire.writeDecision(decision(read));
        String older = stored.replace(",\"labels\":[]", "").replace(",\"residency\":[]", "");
        assertThat(older).doesNotContain("labels", "residency");
        assertThat(wire.readDecision(older)).isEqualTo(wire.readDecision(stored));
        RoutingTable labelled = wire.readTable(golden("table.json"));
        assertThat(wire.readDecision(wire.writeDecision(decision(labelled))).table())
                .isEqualTo(labelled);
    }

    @Test
    void storedDecisionOfAnOlderVersionKeepsWhatItKnowsOfTraffic() {
        RegionId region = new RegionId("us-west-2");
        RegionSpec spec = new RegionSpec(
                Endpoint.parse("us.test"), RegionKind.EDGE, null, new TreeSet<>(), RegionSpec.USUAL_PRICE);
        Inputs inputs = new Inputs(
                1,
                new TreeMap<>(Map.of(region, spec)),
                new TreeMap<>(Map.of(region, new RegionIntent(100, true))),
                List.of(),
                List.of(),
                List.of(),
                null);
        String stored = wire.writeDecision(RoutingPolicy.decide(inputs, PolicySettings.DEFAULTS, Instant.EPOCH));
        assertThat(stored).contains("\"limited\":", "\"servedMilliRps\":", "\"provenMilliRps\":");
        String older = stored.replaceAll("\"(limited|servedMilliRps)\":[a-z0-9]+,", "");
        assertThat(older).doesNotContain("limited", "servedMilliRps");

        assertThat(wire.readDecision(older).states())
                .isEqualTo(wire.readDecision(stored).states());
    }

    @Test
    void largestTableWithLabelsFitsWhereNamesAreUpTo32Characters() {
        SortedSet<Label> labels = new TreeSet<>();
        for (int i = 0; i < Label.MAX_LABELS; i++) {
            labels.add(new Label("%063d".formatted(i)));
        }
        SortedMap<RegionId, RegionRoute> regions = new TreeMap<>();
        SortedMap<RegionId, BasisPoints> shares = new TreeMap<>();
        for (int i = 0; i < RegionId.MAX_REGIONS; i++) {
            RegionId region = new RegionId("r%031d".formatted(i));
            Endpoint endpoint = Endpoint.parse("https://%063d.%063d.example:8443/v1".formatted(i, i));
            regions.put(region, new RegionRoute(endpoint, RegionKind.UPSTREAM, Health.RECOVERING, labels));
            shares.put(region, BasisPoints.ZERO);
        }
        int even = BasisPoints.ONE / RegionId.MAX_REGIONS;
        int rest = BasisPoints.ONE - even * (RegionId.MAX_REGIONS - 1);
        shares.replaceAll((region, none) -> new BasisPoints(region.equals(shares.firstKey()) ? rest : even));
        SortedMap<OriginId, OriginShares> origins = new TreeMap<>();
        origins.put(OriginId.DEFAULT, new OriginShares(shares, new BasisPoints(9_999), labels));
        for (int i = 1; i < RoutingTable.MAX_ORIGINS; i++) {
            origins.put(new OriginId("o%031d".formatted(i)), new OriginShares(shares, new BasisPoints(9_999), labels));
        }
        RoutingTable table = new RoutingTable(new TableVersion(1, 1), Instant.EPOCH, origins, regions);

        assertThat(wire.write(table)).hasSizeLessThan(RoutingTable.MAX_WIRE_BYTES);
    }

    @Test
    void intentAndDrainOfTheContractAreRead() {
        assertThat(wire.readOperators(golden("intent.json"), RegionIntent.class, Map.of()))
                .isEqualTo(new RegionIntent(80, true));
        DrainRequest drain = wire.readOperators(golden("drain.json"), DrainRequest.class, Map.of());
        assertThat(drain.mode()).isEqualTo(DrainMode.GRACEFUL);
        assertThat(drain.expiresAt()).isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void reportWithoutAClusterIsOfAnAgentOutsideOfAny() {
        String older = text("report.json").replaceFirst("(?s),\\s*\"cluster\".*", "}");

        assertThat(wire.readReport(bytes(older)).cluster()).isEqualTo(ClusterReport.OUTSIDE);
    }

    @Test
    void unknownFieldsOfProgramsAreIgnored() {
        String newer = text("report.json")
                .replaceFirst("\\{", "{\"mood\": [1, {\"a\": null}],")
                .replace("\"edgesReady\"", "\"edgesSleeping\": 1, \"edgesReady\"");

        assertThat(wire.readReport(bytes(newer))).isEqualTo(wire.readReport(golden("report.json")));
    }

    @Test
    void unknownFieldsOfOperatorsAreRefusedByName() {
        assertThatThrownBy(() -> wire.readOperators(
                        bytes("{\"weight\":1,\"enabled\":true,\"wieght\":2}"), RegionIntent.class, Map.of()))
                .isInstanceOf(BadMessage.class)
                .hasMessage("unknown field \"wieght\", known are enabled, weight");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schema\": 1                | \"schema\": 2              | schema is 2, only 1 is understood",
                "\"schema\": 1                | \"schema\": \"1\"          | schema is a string, only 1 is understood",
                "\"schema\": 1,               | ``                         | schema is missing, it must be 1",
                "\"intervalMillis\": 5000,    | ``                         | intervalMillis is missing",
                "\"intervalMillis\": 5000     | \"intervalMillis\": null   | intervalMillis is missing",
                "\"intervalMillis\": 5000     | \"intervalMillis\": 0      | intervalMillis 0 must be 1 to 600000",
                "\"intervalMillis\": 5000     | \"intervalMillis\": \"5\"  | intervalMillis must be a whole number",
                "\"edgesReady\": 2            | \"edgesReady\": 4          | edgesReady 4 must be 0 to 3",
                "\"edgesReady\": 2            | \"edgesReady\": \"2\"      | edgesReady must be a whole number within its range",
                "\"edgesReady\": 2            | \"edgesReady\": 1.5        | edgesReady must be a whole number within its range",
                "\"edgesReady\": 2            | \"edgesReady\": 99999999999| edgesReady must be a whole number within its range",
                "\"sequence\": 42             | \"sequence\": 99999999999999999999 | sender.sequence must be a whole number within its range",
                "\"sequence\": 42             | \"sequence\": 0            | sender: sequence 0 must be at least 1",
                "\"name\": \"agent-eu-0\"     | \"name\": \"a b\"          | sender: sender name has a character at index 1",
                "\"name\": \"agent-eu-0\"     | \"name\": 7                | sender.name must be a string",
                "\"REACHABLE\"                | \"MAYBE\"                  | upstream must be one of REACHABLE, UNREACHABLE, UNKNOWN",
                "\"REACHABLE\"                | 0                          | upstream must be one of REACHABLE, UNREACHABLE, UNKNOWN",
                "\"succeeded\": 9             | \"succeeded\": -1          | probes: succeeded -1 must be 0 to 1000000",
                "\"view\": \"CURRENT\"       | \"view\": \"GONE\"       | cluster.view must be one of OUTSIDE, UNSEEN, STALE, CURRENT",
                "\"ageMillis\": 0            | \"ageMillis\": -1         | cluster: ageMillis -1 must be 0 to 86400000",
                "\"CORDONED\"                | \"LAZY\"                  | cluster.node",
                "\"ready\": 2                | \"ready\": 5              | cluster.pods: ready 5 must be 0 to 4",
                "\"RESOURCES\": 1            | \"RESOURCES\": -1         | cluster: pending RESOURCES -1 must be 0 to 10000",
                "\"RESOURCES\": 1            | \"FULL\": 1               | cluster.pending",
                "[69, 8]                      | [201, 8]                   | probes.roundTripMicros has a bucket that must be 0 to 200",
                "[69, 8]                      | [69, 0]                    | probes.roundTripMicros has a count that must be 1 to 1000000000",
                "[69, 8], [80, 1]             | [80, 1], [69, 8]           | probes.roundTripMicros has a bucket that must be 81 to 200",
                "[69, 8]                      | [69]                       | probes.roundTripMicros must hold [bucket, count] pairs",
                "[69, 8]                      | \"x\"                      | probes.roundTripMicros must hold [bucket, count] pairs",
                "\"us-west-2\": {             | \"eu-west-1\": {           | peers must not contain the report's own region eu-west-1",
                "\"us-west-2\": {             | \"US\": {                  | peers: region \"US\" may contain only a-z, 0-9 and inner hyphens",
                "\"us-west-2\": {\"succeeded\": 0, \"failed\": 5, \"roundTripMicros\": []} | \"us-west-2\": null | peers.us-west-2",
                "\"region\": \"eu-west-1\"    | \"region\": {}             | region must be a string",
                "\"region\": \"eu-west-1\"    | \"region\": \"eu-west-1\", \"region\": \"eu-west-1\" | the body is not valid JSON at line 3",
            })
    void badReportIsRefusedByFieldAndLimit(String good, String bad, String complaint) {
        String report = text("report.json");
        assertThat(report).contains(good);

        assertThatThrownBy(() -> wire.readReport(bytes(report.replaceFirst(
                        java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad)))))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                | the body is empty, it must be a JSON object",
                "[]                | the body must be a JSON object, it is a list",
                "null              | the body must be a JSON object, it is null",
                "{                 | the body is not valid JSON at line 1, column",
                "{} {}             | the body has something after its JSON object",
                "sk-secret         | the body is not valid JSON at line 1, column",
            })
    void whatIsNoJsonObjectIsRefused(String body, String complaint) {
        assertThatThrownBy(() -> wire.readReport(bytes(body)))
                .isInstanceOf(BadMessage.class)
                .hasMessageStartingWith(complaint)
                .hasMessageNotContaining("secret");
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> wire.readReport(bytes("{\"a\":" + "[".repeat(10_000))))
                .isInstanceOf(BadMessage.class)
                .hasMessageContaining("too complex");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> wire.readReport(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'}))
                .isInstanceOf(BadMessage.class)
                .hasMessageStartingWith("the body is not valid JSON");
    }

    private void assertWrittenBackEqual(Record message, String name) {
        assertThat(PLAIN.readTree(wire.write(message))).isEqualTo(PLAIN.readTree(golden(name)));
    }

    private static String text(String name) {
        return new String(golden(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Decision decision(RoutingTable table) {
        return new Decision(
                Instant.EPOCH, table, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
    }

    private static byte[] golden(String name) {
        try (InputStream in = Objects.requireNonNull(WireTest.class.getResourceAsStream("/wire/" + name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
