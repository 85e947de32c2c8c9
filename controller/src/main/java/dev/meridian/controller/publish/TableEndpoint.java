package dev.meridian.controller.publish;

import dev.meridian.controller.description.Described;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.publish.TablePublisher.EdgeName;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.region.OriginId;
import dev.meridian.routing.region.Sender;
import dev.meridian.routing.table.RoutingTable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the table. A caller that has it already may wait for the next one, which takes no thread. */
@RestController
public final class TableEndpoint {
    /** The longest wait: shorter than what proxies between allow. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final TablePublisher publisher;
    private final MeterRegistry meters;
    private final int maxWaiting;
    private final Semaphore waiting;
    private final Set<ParkedPoll> parked = ConcurrentHashMap.newKeySet();

    /** @param maxWaiting the most callers that wait at once */
    public TableEndpoint(TablePublisher publisher, int maxWaiting, MeterRegistry meters) {
        this.publisher = publisher;
        this.maxWaiting = maxWaiting;
        this.waiting = new Semaphore(maxWaiting);
        this.meters = meters;
        meters.gauge("meridian.controller.table.waiting", waiting, free -> maxWaiting - free.availablePermits());
        publisher.onNews(this::wake);
    }

    @Described(
            value = "the table; with If-None-Match and wait, the next one",
            answer = RoutingTable.class,
            also = {304, 503})
    @GetMapping("/v1/table")
    void table(
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings,
            @RequestParam(name = "wait", required = false) @Nullable String wait,
            @RequestParam(name = "origin", required = false) @Nullable String origin,
            @RequestParam(name = "edge", required = false) @Nullable String edge,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Duration patience = patience(wait);
        TablePoll poll = TablePoll.of(known, encodings, edgeName(origin, edge));
        PublishedTable table = current(poll);
        if (poll.wants(table) || patience.isZero() || publisher.isReleased()) {
            count(poll, table);
            poll.answer(response, table);
        } else {
            park(poll, request, patience);
        }
    }

    private void park(TablePoll poll, HttpServletRequest request, Duration patience) {
        if (!waiting.tryAcquire()) {
            meters.counter("meridian.controller.bounds.refusals", "bound", "table-waits")
                    .increment();
            throw Refused.busy(
                    maxWaiting + " callers wait for a table already, which is the limit; ask without wait", MAX_WAIT);
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(patience.toMillis());
        ParkedPoll waits = new ParkedPoll(poll, context);
        context.addListener(new AtItsEnd(waits));
        parked.add(waits);
        // A table may have come since it was looked at, and those who wait may have been let go.
        if (publisher.isReleased() || waits.poll().wants(current(waits.poll()))) {
            answer(waits);
        }
    }

    /** A slow caller holds up nobody else: each is answered on a virtual thread of its own. */
    private void wake() {
        boolean all = publisher.isReleased();
        for (ParkedPoll waits : parked) {
            if (all || waits.poll().wants(current(waits.poll()))) {
                Thread.startVirtualThread(() -> answer(waits));
            }
        }
    }

    private void answer(ParkedPoll waits) {
        PublishedTable table = current(waits.poll());
        if (!waits.claim()) {
            return;
        }
        try {
            waits.answer(table);
            count(waits.poll(), table);
        } finally {
            left(waits);
        }
    }

    private void left(ParkedPoll waits) {
        parked.remove(waits);
        waiting.release();
    }

    private void count(TablePoll poll, PublishedTable table) {
        meters.counter("meridian.controller.table.requests", "outcome", poll.wants(table) ? "sent" : "unchanged")
                .increment();
    }

    private PublishedTable current(TablePoll poll) {
        @Nullable PublishedTable table = publisher.current(poll.edge());
        if (table == null) {
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "No table", "no table has been decided yet");
        }
        return table;
    }

    /** Both or none: who does not say who it is is no canary. */
    private static @Nullable EdgeName edgeName(@Nullable String origin, @Nullable String edge) {
        if (origin == null || edge == null) {
            return null;
        }
        try {
            return new EdgeName(new OriginId(origin), new Sender(edge, "any", 1).name());
        } catch (IllegalArgumentException e) {
            throw new BadMessage(e.getMessage() == null ? "origin and edge must be names" : e.getMessage());
        }
    }

    private static Duration patience(@Nullable String wait) {
        if (wait == null) {
            return Duration.ZERO;
        }
        String rule = "wait must be a whole number of seconds, 0 to " + MAX_WAIT.toSeconds();
        try {
            Duration patience = Duration.ofSeconds(Long.parseLong(wait));
            if (patience.isNegative() || patience.compareTo(MAX_WAIT) > 0) {
                throw new BadMessage(rule);
            }
            return patience;
        } catch (NumberFormatException e) {
            throw new BadMessage(rule);
        }
    }

    /** The web server says that a wait is over, or that its caller is gone. */
    private final class AtItsEnd implements AsyncListener {
        private final ParkedPoll waits;

        AtItsEnd(ParkedPoll waits) {
            this.waits = waits;
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            answer(waits);
        }

        @Override
        public void onError(AsyncEvent event) {
            onComplete(event);
        }

        @Override
        public void onComplete(AsyncEvent event) {
            if (waits.claim()) {
                left(waits);
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
