package dev.meridian.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.cli.FakeController.Asked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is shown before a change, and who is asked. */
class LookingAheadTest extends CommandLineTest {
    private static final String OUTLOOK = """
            {"origins": {
               "default": {"shares": {"before": {"eu-west-1": 5000, "us-west-2": 5000},
                                      "after": {"eu-west-1": 0, "us-west-2": 10000}},
                           "shed": {"before": 0, "after": 0}},
               "eu-west-1": {"shares": {"before": {"us-west-2": 10000}, "after": {"us-west-2": 10000}}}},
             "regions": {
               "eu-west-1": {"before": {"demandRps": 50.0, "capacityRps": 100.0, "utilisation": 5000, "given": true},
                             "after": {"demandRps": 0.0, "capacityRps": 0.0, "utilisation": 0, "given": true}},
               "us-west-2": {"before": {"demandRps": 50.0, "capacityRps": 120.0, "utilisation": 4166, "given": false},
                             "after": {"demandRps": 100.0, "capacityRps": 120.0, "utilisation": 8333, "given": false}}},
             "latencyMillis": {"before": 40.2, "after": 81.0}, "price": null,
             "strain": {"before": {"askedRps": 100.0, "capacityRps": null, "missingRps": 0.0},
                        "after": {"askedRps": 100.0, "capacityRps": null, "missingRps": 2.5}},
             "notes": ["not known: the price, since no region has a price_multiplier"]}""";

    private static final String SHOWN = """
            REGION     LOAD    THEN     UTILISATION  THEN
            eu-west-1  50.0/s  0.0/s    50 %         0 %
            us-west-2  50.0/s  100.0/s  -            -

            ORIGIN   REGION     SHARE    THEN
            default  eu-west-1  50.00 %  0.00 %
            default  us-west-2  50.00 %  100.00 %

            latency 40 ms, then 81 ms
            2.5/s of 100.0/s would find no capacity
            """;

    private static final String DRY_RUN =
            "{\"dryRun\": true, \"before\": null, \"after\": null, \"overridden\": [], \"outlook\": " + OUTLOOK + "}";

    private static final String PREVIEW = """
            {"region": "eu-west-1", "objections": ["draining region eu-west-1 would leave too little"],
             "outlook": %s, "streams": {"running": 4, "edges": 3, "silent": 2},
             "oneMore": {"region": "us-west-2", "holds": false, "fullest": "ap-southeast-1", "utilisation": 9501,
                         "strain": {"askedRps": 120.0, "capacityRps": 20.0, "missingRps": 100.0}}}""".formatted(OUTLOOK);

    private static final String STARTED =
            "{\"id\": \"d-7\", \"region\": \"eu-west-1\", \"expiresAt\": \"2026-11-24T12:00:00Z\"}";

    @BeforeEach
    void prepare() {
        controller.on("POST /v1/drains/preview", 200, PREVIEW);
        controller.on("POST /v1/drains?dryRun=true", 200, DRY_RUN);
        controller.on("POST /v1/drains", 201, STARTED);
        controller.on("GET /v1/regions/us-west-2/intent", 200, "{\"weight\": 80, \"enabled\": true}", "\"seen\"");
        controller.on("PUT /v1/regions/us-west-2/intent?dryRun=true", 200, DRY_RUN);
        controller.on("PUT /v1/regions/us-west-2/intent", 200, "{\"weight\": 5, \"enabled\": true}");
        controller.on("GET /v1/drains", 200, DRAINS);
        controller.on("GET /v1/drains/d-1", 200, STARTED.replace("d-7", "d-1"), "\"drain\"");
        controller.on("PATCH /v1/drains/d-1", 200, STARTED.replace("d-7", "d-1"));
        controller.on("PATCH /v1/drains/d-1?dryRun=true", 200, DRY_RUN);
        controller.on("DELETE /v1/drains/d-1?dryRun=true", 200, DRY_RUN);
        controller.on("DELETE /v1/drains/d-1", 204, "");
    }

    @Test
    void previewShowsWhereItEndsAndWhatSpeaksAgainstIt() {
        assertThat(run("drain", "preview", "eu-west-1")).isEqualTo(new Ran(0, SHOWN + """
                        if us-west-2 were lost then: 100.0/s of 120.0/s would find no capacity, ap-southeast-1 at 95 %
                        streams that run in eu-west-1 now: 4, unknown of 2 edges
                        WOULD BE REFUSED: draining region eu-west-1 would leave too little
                        not known: the price, since no region has a price_multiplier
                        """, ""));
        assertThat(json(controller.asked().getLast().body())).isEqualTo(json("{\"region\": \"eu-west-1\"}"));
        assertThat(json(run("drain", "preview", "eu-west-1", "-o", "json").out()))
                .isEqualTo(json(PREVIEW));
    }

    @Test
    void lossOfOneMoreRegionIsPutInWords() {
        controller.on("POST /v1/drains/preview", 200, PREVIEW.replace("\"holds\": false", "\"holds\": true"));
        assertThat(run("drain", "preview", "eu-west-1").out())
                .contains("if us-west-2 were lost then: the rest would hold, ap-southeast-1 at 95 %\n");
        controller.on(
                "POST /v1/drains/preview",
                200,
                PREVIEW.replace("\"fullest\": \"ap-southeast-1\"", "\"fullest\": null"));
        assertThat(run("drain", "preview", "eu-west-1").out())
                .contains("if us-west-2 were lost then: no region would be left\n");
        controller.on("POST /v1/drains/preview", 200, PREVIEW.replace("\"holds\": false", "\"holds\": null"));
        assertThat(run("drain", "preview", "eu-west-1").out()).doesNotContain("were lost");
    }

    @Test
    void dryRunShowsAndChangesNothing() {
        assertThat(run("drain", "start", "eu-west-1", "--reason", "x", "--dry-run")
                        .out())
                .isEqualTo(SHOWN + "not known: the price, since no region has a price_multiplier\n");
        assertThat(run("weight", "us-west-2", "5", "--dry-run").exitCode()).isZero();
        assertThat(run("drain", "end", "eu-west-1", "--dry-run").exitCode()).isZero();
        assertThat(run("drain", "extend", "d-1", "--expires", "3h", "--dry-run").exitCode())
                .isZero();

        assertThat(controller.asked())
                .extracting(Asked::line)
                .filteredOn(line -> !line.startsWith("GET"))
                .allMatch(line -> line.endsWith("?dryRun=true"))
                .hasSize(4);
    }

    @Test
    void personSeesWhatItLeadsToAndIsAsked() {
        Ran ran = runAsked(true, "drain", "start", "eu-west-1", "--reason", "x");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("draining eu-west-1").hasLineCount(1);
        assertThat(ran.err()).startsWith(SHOWN);
        assertThat(controller.asked())
                .extracting(Asked::line)
                .containsExactly("POST /v1/drains/preview", "POST /v1/drains");
    }

    @Test
    void personReplacesWhatWasShown() {
        assertThat(runAsked(true, "weight", "us-west-2", "5").exitCode()).isZero();

        assertThat(controller.asked())
                .extracting(Asked::line)
                .containsExactly(
                        "GET /v1/regions/us-west-2/intent",
                        "PUT /v1/regions/us-west-2/intent?dryRun=true",
                        "PUT /v1/regions/us-west-2/intent");
        assertThat(controller.asked().getLast().ifMatch()).isEqualTo("\"seen\"");
    }

    @Test
    void personEndsTheDrainThatWasShown() {
        assertThat(runAsked(true, "drain", "end", "eu-west-1").exitCode()).isZero();

        assertThat(controller.asked())
                .extracting(asked -> asked.line() + " " + asked.ifMatch())
                .containsExactly(
                        "GET /v1/drains null",
                        "GET /v1/drains/d-1 null",
                        "DELETE /v1/drains/d-1?dryRun=true \"drain\"",
                        "DELETE /v1/drains/d-1 \"drain\"");
    }

    @Test
    void noMeansThatNothingIsDone() {
        Ran ran = runAsked(false, "drain", "end", "eu-west-1");

        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).endsWith("meridian: nothing was done\n");
        assertThat(controller.asked()).extracting(Asked::line).noneMatch("DELETE /v1/drains/d-1"::equals);
    }

    @Test
    void yesIsNotAsked() {
        assertThat(runAsked(false, "drain", "end", "eu-west-1", "--yes"))
                .isEqualTo(new Ran(0, "ended drain d-1 of eu-west-1\n", ""));
        assertThat(runAsked(false, "weight", "us-west-2", "5", "-y").exitCode()).isZero();
    }

    @Test
    void extensionIsOfTheDrainThatWasSeen() {
        assertThat(run("drain", "extend", "eu-west-1", "--expires", "3h"))
                .isEqualTo(new Ran(0, "drain d-1 of eu-west-1 ends at 2026-11-24T12:00:00Z\n", ""));

        Asked patch = controller.asked().getLast();
        assertThat(patch.line()).isEqualTo("PATCH /v1/drains/d-1");
        assertThat(json(patch.body())).isEqualTo(json("{\"expiresAt\": \"2026-11-24T13:00:00Z\"}"));
        assertThat(patch.ifMatch()).isEqualTo("\"drain\"");
        assertThat(run("drain", "extend", "mars", "--expires", "3h").exitCode()).isEqualTo(1);
    }
}
