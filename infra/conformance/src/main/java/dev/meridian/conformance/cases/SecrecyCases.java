package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a client shows of itself stays at the gateway. */
final class SecrecyCases {
    private static final String WRONG = "sk-canary-wrong-1c9f";
    private static final String COOKIE = "session=canary-cookie-77b2";
    private static final String PROMPT = "canary-prompt-5d1e";

    /** Of one connection only, or named so by the client. */
    private static final String HOP_BY_HOP = String.join(
            "\r\n",
            "Connection: keep-alive, X-Named",
            "X-Named: canary-named-4a",
            "Keep-Alive: timeout=canary-named-4a",
            "TE: trailers",
            "Proxy-Connection: keep-alive",
            "Proxy-Authorization: Basic canary-named-4a",
            "Upgrade: canary-named-4a",
            "Trailer: X-Later");

    private static final List<String> NEVER_UPSTREAM = List.of(
            "x-api-key",
            "cookie",
            "x-named",
            "keep-alive",
            "te",
            "proxy-connection",
            "proxy-authorization",
            "upgrade",
            "trailer");

    private SecrecyCases() {}

    static List<Case> all() {
        return List.of(Case.of(
                36,
                "a client's credentials, cookies and hop-by-hop headers never reach the upstream, a key no log, error or metric",
                Setup.PLAIN,
                SecrecyCases::secrets));
    }

    private static void secrets(Stage stage) throws IOException {
        reaches(stage, "Authorization: Bearer " + stage.key() + "\r\nX-API-Key: " + WRONG);
        reaches(stage, "X-API-Key: " + stage.key());
        reaches(stage, "Authorization: Basic " + WRONG + "\r\nX-API-Key: " + stage.key());
        String errors = provoke(stage);
        Expect.that(isClean(errors, stage), "no key in an error", "one");
        if (stage.isOurs()) {
            Expect.that(isClean(stage.edges().output(), stage), "no key, token or prompt in a log", "one");
            Expect.that(isClean(stage.get("/metrics").text(), stage), "no key in a metric", "one");
        }
    }

    /** The request is served, and the upstream sees one credential and nothing that is only for the gateway. */
    private static void reaches(Stage stage, String credential) throws IOException {
        stage.upstream().forget();
        String shown = credential.replace(stage.key(), "KEY");
        try (Client client = stage.connect()) {
            byte[] body = Ask.unary().body();
            client.send(Ask.unary().head(credential) + "Cookie: " + COOKIE + "\r\n" + HOP_BY_HOP
                    + "\r\nX-Kept: yes\r\nContent-Length: " + body.length + "\r\n\r\n");
            Answer answer = client.send(body).answer();
            Expect.that(answer.status() == 200, "200 with " + shown, answer);
        }
        LoggedRequest call = stage.upstream().calls().getFirst();
        Expect.equal("the client's own header x-kept at the upstream", "yes", call.header("x-kept"));
        Expect.that(
                List.of("Bearer " + stage.key()).equals(call.headers().get("authorization")),
                "one Authorization at the upstream, the gateway's own, with " + shown,
                call.headers().getOrDefault("authorization", List.of()).size() + " lines or another value");
        for (String name : NEVER_UPSTREAM) {
            Expect.that(!call.headers().containsKey(name), "no " + name + " at the upstream", call.header(name));
        }
        Expect.that(
                !call.headers().toString().contains("canary-named"),
                "no hop-by-hop header",
                call.headers().keySet());
    }

    /** Requests that fail in every way, with secrets in every place. */
    private static String provoke(Stage stage) throws IOException {
        StringBuilder answers = new StringBuilder();
        stage.upstream().fault(Status.of(500));
        Ask ask = Ask.unary().prompt(PROMPT);
        String body = new String(ask.body(), StandardCharsets.US_ASCII);
        for (String key : List.of(stage.key(), WRONG)) {
            for (String each : List.of(body, body.substring(3), body + body, PROMPT)) {
                try (Client client = stage.connect()) {
                    client.send(ask.head("Authorization: Bearer " + key) + "X-Request-Id: a b\r\nContent-Length: "
                            + each.length() + "\r\n\r\n" + each);
                    Answer answer = client.answer();
                    Expect.that(answer.status() >= 400, "an error", answer.status());
                    answers.append(answer.head()).append(answer.text());
                }
            }
        }
        return answers.toString();
    }

    private static boolean isClean(String text, Stage stage) {
        return !text.contains(stage.key())
                && !text.contains("canary-peers-")
                && !text.contains(WRONG)
                && !text.contains(PROMPT)
                && !text.contains(COOKIE);
    }
}
