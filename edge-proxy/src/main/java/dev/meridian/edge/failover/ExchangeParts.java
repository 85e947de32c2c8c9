package dev.meridian.edge.failover;

import dev.meridian.edge.openai.ApiRequest;
import dev.meridian.edge.route.RoutingView;
import dev.meridian.edge.upstream.Upstreams;

/**
 * What one exchange works with. Confined to one event loop, but for {@code shared}.
 *
 * @param shared what all exchanges have in common
 * @param upstreams the loop's connections
 * @param request the request; its body is the exchange's
 * @param client where the answer goes
 * @param view the table that it began with
 * @param plan what to try
 * @param clock its times
 * @param relay what of answers is held back
 */
record ExchangeParts(
        Exchanges shared,
        Upstreams upstreams,
        ApiRequest request,
        ClientResponse client,
        RoutingView view,
        AttemptPlan plan,
        AttemptClock clock,
        AnswerRelay relay) {}
