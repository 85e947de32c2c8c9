package dev.meridian.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.controller.RunningController.Answer;
import dev.meridian.controller.decision.ProportionalPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, the answer is a problem of the caller that says what, which and the limit. */
final class GarbageTest {
    @TempDir
    static Path dir;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static RunningController controller;

    @BeforeAll
    static void start() {
        controller = RunningController.start(dir, new ProportionalPolicy());
    }

    @AfterAll
    static void stop() {
        controller.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET    | /v1/nothing                      | ``   | 404 | there is nothing at this path",
                "GET    | /                                | ``   | 404 | there is nothing at this path",
                "GET    | /v1/regions/                     | ``   | 404 | there is nothing at this path",
                "GET    | /actuator                        | ``   | 404 | there is nothing at this path",
                "GET    | /error                           | ``   | 404 | there is nothing at this path",
                "DELETE | /v1/table                        | ``   | 405 | this path does not take this method, it takes GET",
                "GET    | /v1/reports                      | ``   | 405 | it takes POST",
                "PATCH  | /v1/drains                       | {}   | 405 | it takes GET, POST",
                "POST   | /health                          | {}   | 405 | it takes GET",
                "GET    | /v1/table?wait=61                | ``   | 400 | wait must be a whole number of seconds, 0 to 60",
                "GET    | /v1/table?wait=-1                | ``   | 400 | wait must be a whole number of seconds, 0 to 60",
                "GET    | /v1/table?wait=soon              | ``   | 400 | wait must be a whole number of seconds, 0 to 60",
                "GET    | /v1/table?wait=                  | ``   | 400 | wait must be a whole number of seconds, 0 to 60",
                "GET    | /v1/table?wait=99999999999999999999 | `` | 400 | wait must be a whole number of seconds, 0 to 60",
                "GET    | /v1/drains?all=perhaps           | ``   | 400 | all must be true or false",
                "POST   | /v1/reports                      | ``   | 400 | the body is empty",
                "POST   | /v1/reports                      | {    | 400 | not valid JSON at line 1, column",
                "POST   | /v1/reports                      | []   | 400 | must be a JSON object, it is a list",
                "POST   | /v1/reports                      | {}   | 400 | schema is missing",
                "POST   | /v1/observations                 | {\"schema\":2} | 400 | schema is 2, only 1 is understood",
                "POST   | /v1/observations                 | {\"schema\":1} | 400 | origin is missing",
                "PUT    | /v1/regions/mars/intent          | {}   | 404 | known are ap-southeast-1, eu-west-1, us-west-2",
                "PUT    | /v1/regions/A%20B/intent         | {}   | 404 | known are ap-southeast-1, eu-west-1, us-west-2",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"weight\":1} | 400 | enabled is missing",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"enabled\":true} | 400 | weight is missing",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"weight\":1001,\"enabled\":true} | 400 | weight 1001 must be 0 to 1000",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"weight\":\"1\",\"enabled\":true} | 400 | weight must be a whole number",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"weight\":1,\"enabled\":\"yes\"} | 400 | enabled must be true or false",
                "PUT    | /v1/regions/eu-west-1/intent     | {\"weight\":1,\"enabled\":true,\"x\":1} | 400 | unknown field \"x\", known are enabled, weight",
                "POST   | /v1/drains                       | {\"reason\":\"r\",\"expiresAt\":\"2026-11-24T12:00:00Z\"} | 400 | region is missing",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"expiresAt\":\"2026-11-24T12:00:00Z\"} | 400 | reason is missing",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"reason\":\"r\"} | 400 | expiresAt is missing",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"reason\":\"r\",\"expiresAt\":\"soon\"} | 400 | expiresAt must be a time such as",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"reason\":\"r\",\"expiresAt\":5} | 400 | expiresAt must be a string",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"reason\":\"r\",\"expiresAt\":\"2001-01-01T00:00:00Z\"} | 400 | must be after now",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"reason\":\"r\",\"expiresAt\":\"+999999999-01-01T00:00:00Z\"} | 400 | the limit is PT72H",
                "POST   | /v1/drains                       | {\"region\":\"mars\",\"reason\":\"r\",\"expiresAt\":\"2096-11-24T12:00:00Z\"} | 404 | there is no region \"mars\"",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"mode\":\"SLOW\",\"reason\":\"r\",\"expiresAt\":\"2096-11-24T12:00:00Z\"} | 400 | mode must be one of GRACEFUL, EMERGENCY",
                "POST   | /v1/drains                       | {\"region\":\"eu-west-1\",\"owner\":\"me\",\"reason\":\"r\",\"expiresAt\":\"2096-11-24T12:00:00Z\"} | 400 | unknown field \"owner\"",
                "DELETE | /v1/drains/none                  | ``   | 404 | there is no drain of this id",
            })
    void badRequestIsAProblemThatNamesItself(String method, String path, String body, int status, String detail) {
        Answer answer = controller.send(method, path, body, "Content-Type", "application/json");

        assertProblem(answer, status, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json;charset=nonsense", "nonsense"})
    void otherContentTypesAreRefused(String type) {
        for (String path : List.of("/v1/reports", "/v1/observations", "/v1/drains")) {
            assertProblem(
                    controller.send("POST", path, "{}", "Content-Type", type),
                    415,
                    "the content type must be application/json");
        }
        assertProblem(controller.send("PUT", "/v1/regions/eu-west-1/intent", "{}"), 415, "must be application/json");
    }

    /** Found by schemathesis: whoever sends a form, or what is called one, is answered as with any other content. */
    @ParameterizedTest
    @ValueSource(
            strings = {"multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"})
    void formsAreNotRead(String type) {
        for (String path : List.of("/health", "/metrics", "/v1/regions", "/v1/drains?all=true")) {
            assertThat(controller
                            .send("GET", path, "a=%zz", "Content-Type", type)
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertProblem(
                controller.send("DELETE", "/v1/drains/none", "a=%zz", "Content-Type", type),
                404,
                "there is no drain of this id");
        assertProblem(
                controller.send("PUT", "/v1/freeze", "a=%zz", "Content-Type", type), 415, "must be application/json");
        assertProblem(
                controller.send("POST", "/v1/reports", "a=%zz", "Content-Type", type), 415, "must be application/json");
    }

    @Test
    void wrongMethodSaysWhichAreRight() {
        assertThat(controller.send("DELETE", "/v1/reports", null).header("Allow"))
                .isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/reports, 262144",
        "POST, /v1/observations, 262144",
        "POST, /v1/drains, 16384",
        "PUT, /v1/regions/eu-west-1/intent, 16384"
    })
    void bodyOverItsLimitIsRefusedBeforeItIsRead(String method, String path, int limit) {
        String fits = " ".repeat(limit);

        assertProblem(
                controller.send(method, path, fits, "Content-Type", "application/json"), 400, "the body is empty");
        assertProblem(
                controller.send(method, path, fits + " ", "Content-Type", "application/json"),
                413,
                "the body has " + (limit + 1) + " bytes, the limit is " + limit);
        HttpRequest chunked = HttpRequest.newBuilder(controller.uri(path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(fits + " ")))
                .build();
        assertProblem(controller.send(chunked), 413, "the body is larger, the limit is " + limit + " bytes");
    }

    @Test
    void answersThatNobodyCanReadAreRefused() {
        assertProblem(controller.get("/v1/regions", "Accept", "text/html"), 406, "this path answers application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/table\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/<table> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /a%2Fb HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/table HTTP/1.1\r\n\r\n",
                "GET /v1/table HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n",
                "POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "TRACE /v1/table HTTP/1.1\r\nHost: a\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET /WEB-INF/web.xml HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET //v1/table HTTP/1.1\r\nHost: a\r\n\r\n",
            })
    void whatIsHardlyHttpIsRefusedWithoutAPageOrATrace(String request) throws IOException {
        String answer = raw(request);

        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("application/problem+json", "\"detail\":\"");
        assertThat(answer).doesNotContain("<html", "Exception", "at org.", "Jetty");
    }

    @Test
    void headOverTheLimitIsRefused() throws IOException {
        String answer = raw("GET /v1/table HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<html");
    }

    private static void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().at("/status").intValue()).isEqualTo(status);
        assertThat(answer.json().at("/title").stringValue()).isNotEmpty();
        assertThat(answer.json().at("/detail").stringValue()).contains(detail);
        assertThat(answer.text()).doesNotContain("Exception", "dev.meridian", "jackson");
    }

    @Test
    void whereTheConnectionEndsTheAnswerSaysSo() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /v1/drains/%00 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    @Test
    void queryThatIsNotPercentEncodedIsNamed() throws IOException {
        assertThat(raw("GET /v1/audit?limit=%zz HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("the query must be percent-encoded UTF-8");
        assertThat(controller.get("/v1/audit?=5").status())
                .as("nothing is named")
                .isEqualTo(200);
    }

    @Test
    void refusedCallerThatStillSendsHearsWhyAndMayGoOn() throws IOException {
        int length = 600_000;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port())) {
            socket.setSoTimeout(20_000);
            String head = "POST /v1/reports HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                    + length + "\r\n\r\n";
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.readLine()).startsWith("HTTP/1.1 413 ");

            socket.getOutputStream().write(new byte[length]);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(answers.lines()).anyMatch(line -> line.endsWith("HTTP/1.1 200 OK"));
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), controller.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
