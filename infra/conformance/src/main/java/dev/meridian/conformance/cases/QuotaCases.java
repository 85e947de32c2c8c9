package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Status;
import dev.meridian.simulator.log.LoggedRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a 429 says is done. */
final class QuotaCases {
    /** Waits end with the cooldown itself, so that these leave nothing behind. */
    private static final Setup SHORT_WAITS = Setup.alone("quota-short");

    /** "Nothing" and "at once" must be told from the shortest wait, of 1 s. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private QuotaCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(
                        4,
                        "429 with Retry-After: 1 waits at least 1 s, then asks the same model",
                        SHORT_WAITS,
                        stage -> waits(stage, new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(1)), 1_000)),
                Case.of(
                        5,
                        "429 with an HTTP date waits until then; with a past date it waits nothing",
                        SHORT_WAITS,
                        QuotaCases::dates),
                Case.of(
                        6,
                        "429 with Retry-After: 3600 goes to the next model at once, and so does the request after it",
                        Setup.alone("quota-long"),
                        QuotaCases::tooLong),
                Case.of(
                        7,
                        "429 with retry_after 1.2 in its body waits at least 1.2 s",
                        SHORT_WAITS,
                        stage -> waits(stage, new RateLimit(RateLimit.Form.BODY, Duration.ofMillis(1_200)), 1_200)),
                Case.of(
                        8,
                        "every model answers 429: the client gets 429 with the smallest Retry-After",
                        Setup.alone("quota-everywhere"),
                        QuotaCases::everywhere));
    }

    private static void waits(Stage stage, RateLimit limit, int millis) throws IOException {
        stage.upstream().fault(FaultRule.of(limit).model(Ask.FIRST).times(1));
        List<LoggedRequest> calls = twoCallsToTheFirst(stage);
        Expect.atLeast("the second call", Duration.ofMillis(millis), between(calls));
    }

    private static void dates(Stage stage) throws IOException {
        // A date has whole seconds: this one is 1 to 2 s away, which is as long as a gateway waits.
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        long wallNanos = System.currentTimeMillis() * 1_000_000L - System.nanoTime();
        stage.upstream()
                .fault(FaultRule.of(new Status(429, null, Map.of("retry-after", HTTP_DATE.format(date))))
                        .model(Ask.FIRST)
                        .times(1));
        List<LoggedRequest> calls = twoCallsToTheFirst(stage);
        long secondMillis = (calls.get(1).receivedNanos() + wallNanos) / 1_000_000L;
        // Two clocks are compared, each read at its own moment.
        Expect.that(
                secondMillis >= date.toEpochMilli() - 5,
                "the second call at " + date + " or later",
                Instant.ofEpochMilli(secondMillis));
        for (int i = 0; i < 3; i++) {
            stage.upstream().forget();
            pastDate(stage);
        }
    }

    private static void pastDate(Stage stage) throws IOException {
        stage.upstream()
                .fault(FaultRule.of(new RateLimit(RateLimit.Form.PAST_DATE, Duration.ofSeconds(30)))
                        .model(Ask.FIRST)
                        .times(1));
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 after a 429 with a past date", answer);
        Expect.equal("the upstream calls", 2, stage.upstream().calls().size());
        Expect.atMost(
                "the call after a past date", AT_ONCE, between(stage.upstream().calls()));
    }

    private static void tooLong(Stage stage) throws IOException {
        RateLimit hour = new RateLimit(RateLimit.Form.SECONDS, Duration.ofHours(1));
        stage.upstream().fault(FaultRule.of(hour).model(Ask.FIRST));
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 from the next model", answer);
        Expect.equal(
                "the models called for",
                List.of(Ask.FIRST, Ask.SECOND),
                stage.upstream().models());
        Expect.atMost(
                "the call for the next model", AT_ONCE, between(stage.upstream().calls()));
        Expect.equal("the next request's status", 200, stage.ask(Ask.unary()).status());
        Expect.equal(
                "the models called for by both requests",
                List.of(Ask.FIRST, Ask.SECOND, Ask.SECOND),
                stage.upstream().models());
    }

    private static void everywhere(Stage stage) throws IOException {
        Map.of(Ask.FIRST, 20, Ask.SECOND, 7, Ask.THIRD, 30)
                .forEach((model, seconds) -> stage.upstream()
                        .fault(FaultRule.of(new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(seconds)))
                                .model(model)));
        Answer answer = stage.ask(Ask.unary());
        Expect.equal("the status", 429, answer.status());
        Expect.equal("the error's type", "rate_limit_error", answer.error("type"));
        Expect.that(
                List.of("6", "7").contains(answer.header("retry-after")),
                "Retry-After: 7, or 6 by now",
                "\"" + answer.header("retry-after") + "\"");
        Expect.equal(
                "the models called for",
                List.of(Ask.FIRST, Ask.SECOND, Ask.THIRD),
                stage.upstream().models());
    }

    private static List<LoggedRequest> twoCallsToTheFirst(Stage stage) throws IOException {
        Answer answer = stage.ask(Ask.unary());
        Expect.that(answer.status() == 200, "200 after the wait", answer);
        Expect.equal(
                "the models called for",
                List.of(Ask.FIRST, Ask.FIRST),
                stage.upstream().models());
        return stage.upstream().calls();
    }

    /** From the first answer to the second call. */
    private static Duration between(List<LoggedRequest> calls) {
        Long answered = calls.getFirst().headNanos();
        return Duration.ofNanos(calls.get(1).receivedNanos() - (answered == null ? 0 : answered));
    }
}
