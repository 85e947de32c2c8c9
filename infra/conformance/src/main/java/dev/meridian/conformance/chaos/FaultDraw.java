package dev.meridian.conformance.chaos;

import dev.meridian.conformance.gateway.Upstream;
import dev.meridian.conformance.wire.Ask;
import dev.meridian.simulator.answer.Ending;
import dev.meridian.simulator.answer.Frame;
import dev.meridian.simulator.answer.Position;
import dev.meridian.simulator.fault.BreakOff;
import dev.meridian.simulator.fault.BrokenJson;
import dev.meridian.simulator.fault.Comments;
import dev.meridian.simulator.fault.Delay;
import dev.meridian.simulator.fault.ErrorEvent;
import dev.meridian.simulator.fault.Fault;
import dev.meridian.simulator.fault.FaultRule;
import dev.meridian.simulator.fault.Fragment;
import dev.meridian.simulator.fault.Gzip;
import dev.meridian.simulator.fault.LineEnds;
import dev.meridian.simulator.fault.Match;
import dev.meridian.simulator.fault.Omit;
import dev.meridian.simulator.fault.Pace;
import dev.meridian.simulator.fault.RateLimit;
import dev.meridian.simulator.fault.Raw;
import dev.meridian.simulator.fault.SetHeader;
import dev.meridian.simulator.fault.Split;
import dev.meridian.simulator.fault.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws what an upstream does wrong: every kind that the simulator knows. Confined to one thread. */
final class FaultDraw {
    /** What upstreams and what stands before them have been seen to send instead of HTTP. */
    private static final List<String> GARBAGE = List.of(
            "garbage\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\nZZ\r\nx\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{\"id\"",
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"choices\":[{\"index\":0,\"delta\":{\"con",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno",
            "HTTP/1.1 204 No Content\r\n\r\n",
            "\u0000\u0001\u0002\u0003",
            "");

    private static final List<SetHeader> HEADERS = List.of(
            new SetHeader("connection", "close"),
            new SetHeader("connection", "x-request-id, keep-alive"),
            new SetHeader("x-request-id", "of-the-upstream"),
            new SetHeader("x-meridian-attempts", "9"),
            new SetHeader("x-meridian-fault", "region"),
            new SetHeader("retry-after", "1"),
            new SetHeader("x-long", "x".repeat(4_000)),
            new SetHeader("set-cookie", "a=b"));

    /** Events are put in after that many tokens at most; shorter answers are not asked for. */
    static final int EVENT_AFTER_TOKENS = 3;

    private static final List<Double> PROBABILITIES = List.of(0.02, 0.05, 0.1, 0.2, 0.3, 0.6, 1.0);

    /** What makes ten writes of one takes as much time of all who pass it on; the load is meant to be borne. */
    private static final double MOST_COSTLY = 0.1;

    private final SplittableRandom random;

    FaultDraw(SplittableRandom random) {
        this.random = random;
    }

    /** A rule over some of the models and regions, for some of their requests. */
    FaultRule rule(String id) {
        Match match = new Match(
                random.nextInt(3) == 0 ? null : oneOf(List.of(Ask.FIRST, Ask.SECOND, Ask.THIRD)),
                random.nextBoolean() ? null : oneOf(List.of(Upstream.US, Upstream.EU)),
                null,
                random.nextInt(3) == 0 ? (Boolean) random.nextBoolean() : null,
                null);
        Fault fault = fault();
        double probability = oneOf(PROBABILITIES);
        boolean costly = fault instanceof Fragment || fault instanceof Split || fault instanceof Comments;
        return FaultRule.of(fault)
                .named(id)
                .where(match)
                .probability(costly ? Math.min(MOST_COSTLY, probability) : probability, random.nextLong());
    }

    /** What all upstreams do in an outage; null closes their ports. */
    @Nullable
    Fault outage() {
        return switch (random.nextInt(7)) {
            case 0 -> Status.of(500);
            case 1 -> Status.of(503);
            case 2 -> Status.of(529);
            case 3 -> new BreakOff.Reset(null);
            case 4 -> new BreakOff.Cut(null, true);
            case 5 -> new RateLimit(RateLimit.Form.SECONDS, Duration.ofSeconds(5));
            default -> null;
        };
    }

    private Fault fault() {
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> Status.of(oneOf(List.of(500, 503, 529, 400, 502, 408)));
            case 3, 4 -> rateLimit();
            case 5, 6 -> delay();
            case 7, 8, 9 -> new BreakOff.Reset(position());
            case 10, 11 -> new BreakOff.Cut(position(), random.nextBoolean());
            case 12, 13 -> new BreakOff.Stall(position());
            case 14, 15 ->
                new ErrorEvent(
                        eventPosition(), random.nextBoolean() ? null : "{\"error\":{\"message\":\"overloaded\"}}");
            case 16 ->
                new Omit(oneOf(List.of(
                        Set.of(Frame.Kind.DONE),
                        Set.of(Frame.Kind.FINISH),
                        Set.of(Frame.Kind.ROLE),
                        Set.of(Frame.Kind.FINISH, Frame.Kind.DONE),
                        Set.of(Frame.Kind.TOKEN),
                        Set.of(Frame.Kind.TOKEN, Frame.Kind.FINISH, Frame.Kind.DONE))));
            case 17 -> new BrokenJson(eventPosition());
            case 18 -> new Fragment(random.nextInt(20, 200), null);
            case 19 -> new Split(oneOf(List.of(Split.Place.UTF8, Split.Place.LINE_END)), Duration.ofMillis(1));
            case 20 -> new LineEnds(oneOf(List.of(LineEnds.End.CRLF, LineEnds.End.CR)));
            case 21 -> random.nextBoolean() ? new Gzip() : oneOf(HEADERS);
            case 22 -> random.nextBoolean() ? comments() : new Pace(null, random.nextInt(20, 200));
            default -> raw();
        };
    }

    private Fault rateLimit() {
        Duration wait = oneOf(List.of(
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofMillis(1_800),
                Duration.ofSeconds(4),
                Duration.ofHours(1)));
        return new RateLimit(oneOf(List.of(RateLimit.Form.values())), wait);
    }

    private Fault delay() {
        Duration time = Duration.ofMillis(oneOf(List.of(20, 150, 600, 1_900, 2_500, 5_000)));
        return random.nextBoolean() ? new Delay(time, null) : new Delay(null, time);
    }

    private Fault comments() {
        return new Comments(random.nextInt(1, 100), Duration.ofMillis(random.nextInt(30)));
    }

    private Fault raw() {
        return new Raw(
                oneOf(GARBAGE), null, oneOf(List.of(Ending.Manner.CLOSE, Ending.Manner.RESET, Ending.Manner.STALL)));
    }

    /** Null is before anything. */
    private @Nullable Position position() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> Position.bytes(random.nextInt(1, 2_000));
            default -> streamPosition();
        };
    }

    private Position streamPosition() {
        return switch (random.nextInt(4)) {
            case 0 -> Position.HEAD;
            case 1 -> Position.ROLE;
            default -> Position.tokens(random.nextInt(1, 24));
        };
    }

    /** Where an event is put in; behind the end of an answer it would follow [DONE]. */
    private Position eventPosition() {
        return switch (random.nextInt(3)) {
            case 0 -> Position.HEAD;
            case 1 -> Position.ROLE;
            default -> Position.tokens(random.nextInt(1, EVENT_AFTER_TOKENS + 1));
        };
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
