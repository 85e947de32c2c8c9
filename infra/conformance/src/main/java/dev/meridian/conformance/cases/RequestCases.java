package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.conformance.wire.Client;
import dev.meridian.simulator.fault.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a request is the client's to know, and costs nothing else. */
final class RequestCases {
    private RequestCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        27,
                        "the upstream's 400 and 422 come verbatim, after one attempt",
                        Setup.PLAIN,
                        RequestCases::verbatim),
                Case.of(
                        28,
                        "an unknown model: 404 model_not_found, no upstream call",
                        Setup.PLAIN,
                        RequestCases::unknownModel),
                Case.of(
                        29,
                        "invalid JSON, invalid UTF-8 or a second model in a body: 400, no upstream call",
                        Setup.PLAIN,
                        RequestCases::unreadable));
    }

    private static void verbatim(Stage stage) throws IOException {
        for (int status : new int[] {400, 422}) {
            for (Ask ask : List.of(Ask.unary(), Ask.streamed())) {
                stage.upstream().heal();
                stage.upstream().forget();
                String body = "{ \"error\": {\"message\": \"größer\", \"type\": \"invalid_request_error\", \"n\": "
                        + status + "}}\n";
                stage.upstream().fault(new Status(status, body, Map.of("x-kept", "yes")));
                Answer answer = stage.ask(ask);
                Expect.equal("the status", status, answer.status());
                Expect.sameBytes("the body", body.getBytes(StandardCharsets.UTF_8), answer.body());
                Expect.equal("the upstream's header x-kept", "yes", answer.header("x-kept"));
                Expect.equal("the upstream calls", 1, stage.upstream().calls().size());
            }
        }
    }

    private static void unknownModel(Stage stage) throws IOException {
        // A gateway may first want to know which models there are.
        Expect.equal(
                "the status of GET /v1/models", 200, stage.get("/v1/models").status());
        Answer answer = stage.ask(Ask.unary().of("gpt-99"));
        Expect.equal("the status", 404, answer.status());
        Expect.equal("the error's code", "model_not_found", answer.error("code"));
        Expect.equal("the upstream calls", 0, stage.upstream().calls().size());
    }

    private static void unreadable(Stage stage) throws IOException {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("JSON that ends too early", utf8("{\"model\":\"gpt-4.1\",\"messages\":[]"));
        bodies.put("JSON and more after it", utf8("{\"model\":\"gpt-4.1\",\"messages\":[]} {}"));
        bodies.put("no JSON at all", utf8("model=gpt-4.1"));
        bodies.put("a second model", utf8("{\"model\":\"gpt-4.1\",\"messages\":[],\"model\":\"deepseek-v3.2\"}"));
        bodies.put("invalid UTF-8 in a prompt", broken("{\"model\":\"gpt-4.1\",\"messages\":[{\"content\":\"@\"}]}"));
        bodies.put("invalid UTF-8 in a name", broken("{\"model\":\"gpt-4.1\",\"messages\":[],\"@\":1}"));
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            try (Client client = stage.connect()) {
                String length = "Content-Length: " + body.getValue().length + "\r\n\r\n";
                client.send(Ask.unary().head("Authorization: Bearer " + stage.key()) + length);
                Answer answer = client.send(body.getValue()).answer();
                Expect.that(answer.status() == 400, "400 for " + body.getKey(), answer);
                Expect.equal(
                        "the upstream calls for " + body.getKey(),
                        0,
                        stage.upstream().calls().size());
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** With two bytes in place of the @ that are not UTF-8. */
    private static byte[] broken(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte each : utf8(text)) {
            if (each == '@') {
                bytes.write(0xc3);
                bytes.write(0x28);
            } else {
                bytes.write(each);
            }
        }
        return bytes.toByteArray();
    }
}
