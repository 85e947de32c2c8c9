package dev.meridian.agent.report;

import dev.meridian.agent.http.Answer;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.wire.Problem;
import dev.meridian.agent.wire.ReportJson;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.RegionReport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** Posts a report to the controller, once. Thread-safe. */
public final class ReportSender {
    /** For the whole exchange: a controller that takes longer is as good as away, and the next report is near. */
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Exchanges exchanges;
    private final URI target;
    private final Token token;

    /** A sender to the controller at an endpoint. */
    public ReportSender(Exchanges exchanges, Endpoint controller, Token token) {
        this.exchanges = exchanges;
        this.target = URI.create(controller + "/v1/reports");
        this.token = token;
    }

    Delivery send(RegionReport report) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(ReportJson.write(report)));
        try {
            return read(exchanges.send(token.bearer(request).build(), DEADLINE, MAX_ANSWER_BYTES));
        } catch (IOException e) {
            return new Delivery.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Delivery read(Answer answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Delivery.Accepted();
        }
        String reason = "status " + status + ", " + Problem.reason(answer.body().bytes());
        boolean passing = status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return passing ? new Delivery.Failed(reason) : new Delivery.Refused(status, reason);
    }
}
