package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Match;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as bytes: unclear ones, many at once on a connection, and unusual ones. */
final class FramingCases {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** A request of its own, if the bytes before it are read in another way. */
    private static final String HIDDEN = "POST /v1/smuggled HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    private static final String BODY = new String(Ask.unary().body(), StandardCharsets.US_ASCII);

    private FramingCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        33,
                        "CL and TE, two CL, \"Transfer-Encoding : chunked\", a bare LF: 400 and close, no upstream call",
                        Setup.PLAIN,
                        FramingCases::unclear),
                Case.of(
                        34,
                        "three pipelined requests, the first one slow: three answers in order",
                        Setup.PLAIN,
                        stage -> pipelined(stage)),
                Case.of(
                        38,
                        "Expect: 100-continue is met before the body; HEAD has no body; a wrong method gets 405, a wrong type 415",
                        Setup.PLAIN,
                        stage -> {
                            expectation(stage);
                            headHasNoBody(stage);
                            wrongMethodAndType(stage);
                        }));
    }

    private static void unclear(Stage stage) throws IOException {
        String head = Ask.unary().head("Authorization: Bearer " + stage.key());
        String length = "Content-Length: " + BODY.length() + "\r\n";
        String chunked = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("CL before TE", head + length + "Transfer-Encoding: chunked\r\n\r\n" + chunked);
        requests.put("TE before CL", head + "Transfer-Encoding: chunked\r\n" + length + "\r\n" + chunked);
        requests.put("two different CL", head + length + "Content-Length: 5\r\n\r\n" + BODY);
        requests.put("a space before the colon", head + "Transfer-Encoding : chunked\r\n\r\n" + chunked);
        requests.put("a bare LF", head + "X-A: b\n" + length + "\r\n" + BODY);
        requests.put("only bare LFs", (head + length).replace("\r\n", "\n") + "\n" + BODY);
        for (Map.Entry<String, String> request : requests.entrySet()) {
            try (Client client = stage.connect()) {
                Answer answer = client.send(request.getValue() + HIDDEN).answer();
                Expect.that(answer.status() == 400, "400 for " + request.getKey(), answer);
                Expect.that(
                        client.isClosedWithin(CLOSE), "a close after " + request.getKey(), "none, or another answer");
            }
            Expect.equal(
                    "the upstream calls for " + request.getKey(),
                    0,
                    stage.upstream().calls().size());
        }
    }

    private static void pipelined(Stage stage) throws IOException {
        Delay delay = new Delay(Duration.ofMillis(300), null);
        stage.upstream().fault(FaultRule.of(delay).where(new Match(null, null, null, null, Map.of("x-slow", "yes"))));
        try (Client client = stage.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 1; i <= 3; i++) {
                Ask ask = Ask.unary().tokens(10 * i).header(i == 1 ? "X-Slow: yes" : "X-Slow: no");
                all.append(new String(ask.http(stage.key()), StandardCharsets.US_ASCII));
            }
            client.send(all.toString());
            for (int i = 1; i <= 3; i++) {
                Answer answer = client.answer();
                Expect.equal("the status of answer " + i, 200, answer.status());
                Expect.equal(
                        "the tokens of answer " + i,
                        10 * i,
                        answer.json().path("usage").path("completion_tokens").asInt(0));
            }
        }
    }

    private static void expectation(Stage stage) throws IOException {
        try (Client client = stage.connect()) {
            client.send(Ask.unary().head("Authorization: Bearer " + stage.key())
                    + "Expect: 100-continue\r\nContent-Length: " + BODY.length() + "\r\n\r\n");
            Expect.equal("the status before the body", 100, client.head().status());
            Expect.equal("the status after it", 200, client.send(BODY).answer().status());
        }
    }

    private static void headHasNoBody(Stage stage) throws IOException {
        String rest = " /v1/models HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " + stage.key() + "\r\n\r\n";
        try (Client client = stage.connect()) {
            int status = client.send("HEAD" + rest).head().status();
            // If there was a body, this is not the head of an answer.
            Answer get = client.send("GET" + rest).answer();
            Expect.equal("the status of GET after HEAD", 200, get.status());
            Expect.that(status == 200 || status == 405, "HEAD to be served or, if the upstream does, refused", status);
        }
    }

    private static void wrongMethodAndType(Stage stage) throws IOException {
        Expect.equal(
                "the status of GET /v1/chat/completions",
                405,
                stage.get("/v1/chat/completions").status());
        try (Client client = stage.connect()) {
            String head = Ask.unary().head("Authorization: Bearer " + stage.key());
            String text = head.replace("application/json", "text/plain");
            client.send(text + "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY);
            Expect.equal(
                    "the status of a body of text/plain", 415, client.answer().status());
        }
    }
}
