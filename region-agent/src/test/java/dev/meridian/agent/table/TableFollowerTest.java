package dev.meridian.agent.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.agent.fake.FakeServer;
import dev.meridian.agent.fake.FakeServer.Reply;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.region.RegionId;
import dev.meridian.routing.region.RegionKind;
import dev.meridian.routing.region.RegionSpec;
import dev.meridian.routing.table.RoutingTable;
import dev.meridian.routing.table.TableVersion;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFollowerTest {
    private static final RegionId EU = new RegionId("eu-west-1");
    private static final RegionId US = new RegionId("us-west-2");
    private static final RegionId AP = new RegionId("ap-southeast-1");

    private final Exchanges exchanges = new Exchanges();
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        exchanges.close();
    }

    @Test
    void peersAreTheOtherRegionsOfTheTable() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            assertThat(follower.peers()).isEmpty();

            follower.run();

            assertThat(follower.peers()).containsOnlyKeys(AP, US);
            assertThat(follower.peers().get(AP))
                    .isEqualTo(new RegionSpec(Endpoint.parse("https://api.example.com:443/v1"), RegionKind.UPSTREAM));
            assertThat(follower.version()).isEqualTo(new TableVersion(1, 12));
        }
    }

    @Test
    void nextPollAsksForWhatIsNotTheSameTable() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            follower.run();
            controller.answers(_ -> Reply.of(304));
            Duration pause = follower.run();

            assertThat(controller.requests())
                    .extracting(request -> request.header("if-none-match"))
                    .containsExactly("", "\"1.12\"");
            assertThat(controller.requests())
                    .allMatch(request -> request.target().equals("/v1/table?wait=30"));
            assertThat(pause).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_100));
            assertThat(follower.peers()).containsOnlyKeys(AP, US);
        }
    }

    @Test
    void overrideTakesThePlaceOfTheTablesEndpointAndKeepsItsKind() throws InterruptedException {
        Endpoint relay = Endpoint.parse("http://127.0.0.1:9001");
        Map<RegionId, Endpoint> overrides = Map.of(AP, relay, new RegionId("moon-1"), relay);
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, overrides);
            follower.run();

            assertThat(follower.peers()).containsOnlyKeys(AP, US);
            assertThat(follower.peers().get(AP)).isEqualTo(new RegionSpec(relay, RegionKind.UPSTREAM));
            assertThat(follower.peers().get(US))
                    .isEqualTo(new RegionSpec(
                            Endpoint.parse("http://internal-ai-proxy-us.ai-services.svc.cluster.local:8080"),
                            RegionKind.EDGE));
        }
    }

    @Test
    void newerTableReplacesTheOneInUse() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            follower.run();
            controller.answers(_ -> table(
                    "\"2.1\"", golden().replace("\"epoch\": 1, \"version\": 12", "\"epoch\": 2, \"version\": 1")));
            follower.run();

            assertThat(follower.version()).isEqualTo(new TableVersion(2, 1));
            assertThat(count("applied")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version": 12}   | "version": 11}  | old
            "version": 12}   | "version": 9}   | old
            "epoch": 1       | "epoch": 0      | old
            "schema": 1      | "schema": 2     | garbled
            "shed": 250      | "shed": -1      | garbled
            {                | <               | garbled
            """)
    void tableThatMustNotBeAppliedIsRefusedAndTheOldOneStays(String part, String fault, String outcome)
            throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            follower.run();
            String bad = golden().replace("api.example.com", "evil.example.com").replace(part, fault);
            controller.answers(_ -> table("\"9.9\"", bad));
            follower.run();
            follower.run();

            assertThat(follower.version()).isEqualTo(new TableVersion(1, 12));
            assertThat(follower.peers().get(AP))
                    .isEqualTo(new RegionSpec(Endpoint.parse("https://api.example.com:443/v1"), RegionKind.UPSTREAM));
            assertThat(count(outcome)).isEqualTo(2);
            assertThat(controller.requests().getLast().header("if-none-match")).isEqualTo("\"1.12\"");
        }
    }

    @Test
    void sameVersionUnderAnotherTagChangesOnlyTheTag() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            follower.run();
            String other = golden().replace("api.example.com", "evil.example.com");
            controller.answers(_ -> table("W/\"1.12\"", other));
            follower.run();
            follower.run();

            assertThat(controller.requests().getLast().header("if-none-match")).isEqualTo("W/\"1.12\"");
            assertThat(follower.peers().get(AP))
                    .isEqualTo(new RegionSpec(Endpoint.parse("https://api.example.com:443/v1"), RegionKind.UPSTREAM));
            assertThat(count("unchanged")).isEqualTo(2);
        }
    }

    @Test
    void oversizedTableIsRefusedAndTheOldOneStays() throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> table("\"1.12\"", golden()))) {
            TableFollower follower = follower(controller, Map.of());
            follower.run();
            String big =
                    golden().replace("\"version\": 12", "\"version\": 13") + " ".repeat(RoutingTable.MAX_WIRE_BYTES);
            controller.answers(_ -> table("\"1.13\"", big));
            follower.run();

            assertThat(follower.version()).isEqualTo(new TableVersion(1, 12));
            assertThat(count("garbled")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"503, failed", "500, failed", "302, failed", "401, refused", "403, refused"})
    void controllerWithoutATableIsAskedAgainWithinThePauseLimit(int status, String outcome)
            throws InterruptedException {
        try (FakeServer controller = FakeServer.start(_ -> Reply.of(status))) {
            TableFollower follower = follower(controller, Map.of());
            for (int i = 0; i < 50; i++) {
                assertThat(follower.run()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
            }

            assertThat(follower.peers()).isEmpty();
            assertThat(count(outcome)).isEqualTo(50);
        }
    }

    @Test
    void controllerThatIsAwayLeavesTheLastTableInUse() throws InterruptedException {
        FakeServer controller = FakeServer.start(_ -> table("", golden()));
        TableFollower follower = follower(controller, Map.of());
        follower.run();
        int port = controller.port();
        controller.close();
        follower.run();

        assertThat(follower.peers()).containsOnlyKeys(AP, US);
        assertThat(count("failed")).isEqualTo(1);

        try (FakeServer back = FakeServer.startOn(port, _ -> Reply.of(304))) {
            follower.run();
            assertThat(back.requests().getFirst().header("if-none-match")).isEqualTo("\"1.12\"");
        }
    }

    private TableFollower follower(FakeServer controller, Map<RegionId, Endpoint> overrides) {
        return new TableFollower(
                new TablePoller(exchanges, controller.endpoint(), Token.none()),
                new PeerView(EU, overrides),
                new Jitter(new Random(3)),
                meters);
    }

    private double count(String outcome) {
        return meters.counter("meridian.agent.table.polls", "outcome", outcome).count();
    }

    private static Reply table(String etag, String json) {
        return new Reply(200, etag.isEmpty() ? Map.of() : Map.of("etag", etag), json);
    }

    private static String golden() {
        try (InputStream in = TableFollowerTest.class.getResourceAsStream("/wire/table.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
