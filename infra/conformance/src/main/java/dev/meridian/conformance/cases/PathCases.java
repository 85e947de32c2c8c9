package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Client;
import java.io.IOException;
import java.util.List;

/** One rule for every spelling of a path. */
final class PathCases {
    private static final List<String> UNCLEAR = List.of(
            "//v1/models",
            "/v1//models",
            "/v1/%2e%2e/v1/models",
            "/v1/%2E%2e/health",
            "/health/%2e%2e/v1/models",
            "/health/../v1/models",
            "/metrics/..%2fv1/models",
            "/v1/./models",
            "/v1/models/%2e%2e/models",
            "/v1\\models",
            "/v1%2fmodels");

    private PathCases() {}

    static List<Case> all() {
        return List.of(Case.of(
                35,
                "a trailing slash is ignored; //, dots and encoded separators are refused (400, 404); without a key no spelling gets in",
                Setup.PLAIN,
                PathCases::spellings));
    }

    private static void spellings(Stage stage) throws IOException {
        for (String path : UNCLEAR) {
            stage.upstream().forget();
            Answer without = get(stage, path, "");
            Expect.that(without.status() >= 400 && without.status() < 500, "4xx without a key for " + path, without);
            Expect.equal(
                    "the upstream calls without a key for " + path,
                    0,
                    stage.upstream().calls().size());
            Answer with = get(stage, path, "Authorization: Bearer " + stage.key() + "\r\n");
            Expect.that(with.status() == 400 || with.status() == 404, "400 or 404 with a key for " + path, with);
            Expect.equal(
                    "the upstream calls with a key for " + path,
                    0,
                    stage.upstream().calls().size());
        }
        Expect.equal(
                "the status of /v1/models/ with a key",
                200,
                stage.get("/v1/models/").status());
        Expect.equal(
                "the status of /v1/models/ without one",
                401,
                get(stage, "/v1/models/", "").status());
    }

    private static Answer get(Stage stage, String path, String credential) throws IOException {
        try (Client client = stage.connect()) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: gateway\r\n" + credential + "\r\n")
                    .answer();
        }
    }
}
