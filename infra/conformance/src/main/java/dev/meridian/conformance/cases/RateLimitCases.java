package dev.meridian.conformance.cases;

import dev.meridian.conformance.check.Expect;
import dev.meridian.conformance.gateway.Setup;
import dev.meridian.conformance.gateway.Stage;
import dev.meridian.conformance.gateway.Waiting;
import dev.meridian.conformance.wire.Answer;
import dev.meridian.conformance.wire.Ask;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The gateway's own rate limit. */
final class RateLimitCases {
    private static final int BURST = 5;

    /** One request in 6 s, so that none is given back while the burst is used up. */
    private static final int A_MINUTE = 10;

    private RateLimitCases() {}

    static List<Case> all() {
        return List.of(Case.of(
                        44,
                        "the request past the rate limit: 429 with retry-after and x-ratelimit-*, no upstream call; after that time 200",
                        Setup.alone("rate-limit").rateLimit(A_MINUTE, BURST),
                        RateLimitCases::pastTheLimit)
                .needs(Need.SETTINGS));
    }

    private static void pastTheLimit(Stage stage) throws IOException, InterruptedException {
        for (int i = 1; i <= BURST; i++) {
            Answer answer = stage.ask(Ask.unary());
            Expect.that(answer.status() == 200, "200 for request " + i + " of the burst", answer);
        }
        Answer refused = stage.ask(Ask.unary());
        Expect.that(refused.status() == 429, "429 for the request past the burst", refused);
        Expect.equal("the error's type", "rate_limit_error", refused.error("type"));
        Expect.equal("the upstream calls", BURST, stage.upstream().calls().size());
        String after = refused.header("retry-after");
        Expect.that(after.matches("[1-7]"), "retry-after in whole seconds, of the 6 until the next request", after);
        Expect.that(
                refused.header("x-ratelimit-limit-requests").matches("[1-9]\\d*"),
                "x-ratelimit-limit-requests",
                refused.head().headers().keySet());
        Expect.equal("x-ratelimit-remaining-requests", "0", refused.header("x-ratelimit-remaining-requests"));
        Expect.that(
                refused.header("x-ratelimit-reset-requests").matches("[0-9].*"),
                "x-ratelimit-reset-requests",
                refused.header("x-ratelimit-reset-requests"));
        Waiting.pause(Duration.ofSeconds(Long.parseLong(after)));
        Answer later = stage.ask(Ask.unary());
        Expect.that(later.status() == 200, "200 after retry-after", later);
    }
}
