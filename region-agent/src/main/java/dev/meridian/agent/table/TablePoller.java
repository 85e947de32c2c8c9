package dev.meridian.agent.table;

import dev.meridian.agent.http.Answer;
import dev.meridian.agent.http.Body;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.wire.Problem;
import dev.meridian.agent.wire.TableJson;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.table.RoutingTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;

/** Asks the controller for its table, once, by long poll. Thread-safe. */
public final class TablePoller {
    /** How long the controller may hold a poll while nothing changes. */
    static final Duration WAIT = Duration.ofSeconds(30);

    /** What an answer may take beyond the wait. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Exchanges exchanges;
    private final URI target;
    private final Token token;

    /** A poller of the controller at an endpoint. */
    public TablePoller(Exchanges exchanges, Endpoint controller, Token token) {
        this.exchanges = exchanges;
        this.target = URI.create(controller + "/v1/table?wait=" + WAIT.toSeconds());
        this.token = token;
    }

    /**
     * Waits for a table other than the one of the given tag.
     *
     * @param etag empty to get whatever there is
     */
    Poll poll(String etag) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target).GET();
        if (!etag.isEmpty()) {
            request.header("if-none-match", etag);
        }
        try {
            return read(exchanges.send(token.bearer(request).build(), WAIT.plus(GRACE), RoutingTable.MAX_WIRE_BYTES));
        } catch (IOException e) {
            return new Poll.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Poll read(Answer answer) {
        int status = answer.status();
        if (status == 200) {
            return table(answer.body(), answer.headers().firstValue("etag").orElse(""));
        }
        if (status == 304) {
            return new Poll.Unchanged();
        }
        String reason = "status " + status + ", " + Problem.reason(answer.body().bytes());
        return status >= 400 && status < 500 ? new Poll.Refused(status, reason) : new Poll.Failed(reason);
    }

    private static Poll table(Body body, String etag) {
        if (!body.whole()) {
            return new Poll.Garbled("it has more than " + RoutingTable.MAX_WIRE_BYTES + " bytes");
        }
        try {
            RoutingTable table = TableJson.read(body.bytes());
            return new Poll.Received(table, etag.isEmpty() ? "\"" + table.version() + "\"" : etag);
        } catch (IllegalArgumentException e) {
            return new Poll.Garbled(String.valueOf(e.getMessage()));
        }
    }
}
