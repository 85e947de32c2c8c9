package dev.meridian.simulator.server;

import dev.meridian.simulator.answer.Answers;
import dev.meridian.simulator.answer.Plan;
import dev.meridian.simulator.answer.Reading;
import dev.meridian.simulator.answer.Refusal;
import dev.meridian.simulator.fault.Faults;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a request is answered with: who may ask, what there is, and which fault befalls it. Thread-safe. */
public final class Service {
    private static final String MODELS = "/v1/models";
    private static final String BEARER = "Bearer ";

    private final Answers answers;
    private final Faults faults;
    private final InstantSource clock;
    private final List<byte[]> keys;

    /** Answers requests that carry one of these keys. */
    public Service(Answers answers, Faults faults, InstantSource clock, Collection<String> keys) {
        this.answers = answers;
        this.faults = faults;
        this.clock = clock;
        this.keys =
                keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /**
     * An answer to play.
     *
     * @param plan with the faults
     * @param fault the id of the rule that befell it, or null
     */
    record Answer(Plan plan, @Nullable String fault) {}

    Answer answer(Request request) {
        Plan plan = authorized(request.header(HttpHeaderNames.AUTHORIZATION.toString()))
                ? plan(request)
                : Refusal.ofStatus(401).plan();
        Faults.Befallen befallen = faults.befall(request);
        return befallen == null
                ? new Answer(plan, null)
                : new Answer(befallen.applyTo(plan, clock.instant()), befallen.id());
    }

    private boolean authorized(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        byte[] given = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (byte[] key : keys) {
            known |= MessageDigest.isEqual(key, given);
        }
        return known;
    }

    private Plan plan(Request request) {
        Reading reading = request.reading();
        if (reading != null) {
            return "POST".equals(request.method()) ? answers.plan(reading) : methodNotAllowed(request);
        }
        String path = request.path();
        if (path.equals(MODELS) || path.startsWith(MODELS + "/")) {
            return "GET".equals(request.method()) ? models(path) : methodNotAllowed(request);
        }
        return new Refusal(
                        404,
                        "Invalid URL (" + request.method() + " " + path + ")",
                        Refusal.INVALID_REQUEST,
                        "unknown_url",
                        null)
                .plan();
    }

    private Plan models(String path) {
        return path.equals(MODELS) ? answers.models() : answers.model(path.substring(MODELS.length() + 1));
    }

    private static Plan methodNotAllowed(Request request) {
        String message = "Not allowed to " + request.method() + " on " + request.path();
        return new Refusal(405, message, Refusal.INVALID_REQUEST, "method_not_supported", null).plan();
    }
}
