package dev.meridian.agent.probe;

import dev.meridian.agent.http.Answer;
import dev.meridian.agent.http.Exchanges;
import dev.meridian.agent.http.Token;
import dev.meridian.agent.loop.ChangeLog;
import dev.meridian.agent.loop.Jitter;
import dev.meridian.agent.loop.Step;
import dev.meridian.routing.region.Endpoint;
import dev.meridian.routing.report.Reachability;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/**
 * Asks an edge of the region for the upstream's models. The edge answers from what it fetched up to 10 s ago, so that any
 * number of agents cost the upstream one request per edge and 10 s.
 */
public final class UpstreamProbe implements Step {
    /** The least time between two rounds: twice in the life of an edge's answer. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** Rounds are spread over this much more than {@link #EVERY}, never less. */
    private static final Duration SPREAD = Duration.ofMillis(500);

    /** The oldest answer that still says the upstream is reachable: an edge's 10 s and half as much again. */
    static final long MAX_AGE_SECONDS = 15;

    /** Edges asked in one round until one can say; each may take its whole timeout. */
    static final int MAX_ASKED = 3;

    private final EdgeDirectory edgeDirectory;
    private final Findings findings;
    private final Exchanges exchanges;
    private final Token peerToken;
    private final Duration timeout;
    private final Jitter jitter;
    private final ChangeLog changes = new ChangeLog("upstream");
    private int preferred;

    /** A probe that presents the peer token to the edges. */
    public UpstreamProbe(
            EdgeDirectory edgeDirectory,
            Findings findings,
            Exchanges exchanges,
            Token peerToken,
            Duration timeout,
            Jitter jitter) {
        this.edgeDirectory = edgeDirectory;
        this.findings = findings;
        this.exchanges = exchanges;
        this.peerToken = peerToken;
        this.timeout = timeout;
        this.jitter = jitter;
    }

    @Override
    public Duration run() throws InterruptedException {
        findings.upstream(ask(edgeDirectory.edges()));
        return EVERY.plus(jitter.upTo(SPREAD));
    }

    /** Asks the edge that could say the last time, then the ones after it. */
    private Reachability ask(List<Endpoint> edges) throws InterruptedException {
        String why = "no edge is known";
        for (int asked = 0; asked < Math.min(MAX_ASKED, edges.size()); asked++) {
            int index = (preferred + asked) % edges.size();
            Endpoint edge = edges.get(index);
            try {
                Answer answer = exchanges.send(request(edge), timeout, Target.MAX_BODY_BYTES);
                Reachability said = read(answer.status(), answer.headers());
                why = "edge " + edge + " answered " + answer.status() + ", models from "
                        + answer.headers().firstValue("x-meridian-models").orElse("unknown");
                if (said != Reachability.UNKNOWN) {
                    preferred = index;
                    return log(said, why);
                }
            } catch (IOException e) {
                why = "edge " + edge + ": " + e.getMessage();
            }
        }
        return log(Reachability.UNKNOWN, why);
    }

    private HttpRequest request(Endpoint edge) {
        return peerToken
                .header("x-meridian-peer", HttpRequest.newBuilder(URI.create(edge + "/v1/models")))
                .build();
    }

    private Reachability log(Reachability reachability, String why) {
        switch (reachability) {
            case REACHABLE -> changes.good(reachability.name(), why);
            case UNREACHABLE, UNKNOWN -> changes.bad(reachability.name(), why);
        }
        return reachability;
    }

    /** What an edge's answer says about the upstream. */
    static Reachability read(int status, HttpHeaders headers) {
        return switch (headers.firstValue("x-meridian-models").orElse("")) {
            case "upstream" -> status < 500 ? Reachability.REACHABLE : Reachability.UNKNOWN;
            case "cache" ->
                isFresh(headers.firstValue("age").orElse("")) && status < 500
                        ? Reachability.REACHABLE
                        : Reachability.UNKNOWN;
            case "chain" -> Reachability.UNREACHABLE; // it answered from its own names since the upstream is away
            default -> Reachability.UNKNOWN;
        };
    }

    private static boolean isFresh(String age) {
        try {
            long seconds = Long.parseLong(age.strip());
            return seconds >= 0 && seconds <= MAX_AGE_SECONDS;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
