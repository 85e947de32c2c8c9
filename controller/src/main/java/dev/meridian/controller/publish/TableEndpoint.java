package dev.meridian.controller.publish;

import dev.meridian.controller.description.Described;
import dev.meridian.controller.problem.Refused;
import dev.meridian.controller.wire.BadMessage;
import dev.meridian.routing.table.RoutingTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the table. A caller that has it already may wait for the next one, on a virtual thread of its own. */
@RestController
public final class TableEndpoint {
    /** The longest wait: shorter than what proxies between allow. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final TablePublisher publisher;
    private final MeterRegistry meters;
    private final int maxWaiting;
    private final Semaphore waiting;

    /** @param maxWaiting the most callers that wait at once */
    public TableEndpoint(TablePublisher publisher, int maxWaiting, MeterRegistry meters) {
        this.publisher = publisher;
        this.maxWaiting = maxWaiting;
        this.waiting = new Semaphore(maxWaiting);
        this.meters = meters;
        meters.gauge("meridian.controller.table.waiting", waiting, free -> maxWaiting - free.availablePermits());
    }

    @Described(
            value = "the table; with If-None-Match and wait, the next one",
            answer = RoutingTable.class,
            also = {304, 503})
    @GetMapping("/v1/table")
    ResponseEntity<byte[]> table(
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String known,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String encodings,
            @RequestParam(name = "wait", required = false) @Nullable String wait)
            throws InterruptedException {
        Duration patience = patience(wait);
        PublishedTable table = current();
        if (matches(known, table)) {
            await(table, patience);
            table = current();
        }
        boolean unchanged = matches(known, table);
        meters.counter("meridian.controller.table.requests", "outcome", unchanged ? "unchanged" : "sent")
                .increment();
        return unchanged ? unchanged(table) : sent(table, encodings);
    }

    private void await(PublishedTable table, Duration patience) throws InterruptedException {
        if (patience.isZero()) {
            return;
        }
        if (!waiting.tryAcquire()) {
            meters.counter("meridian.controller.bounds.refusals", "bound", "table-waits")
                    .increment();
            throw Refused.busy(
                    maxWaiting + " callers wait for a table already, which is the limit; ask without wait", MAX_WAIT);
        }
        try {
            table.replaced().await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            waiting.release();
        }
    }

    private PublishedTable current() {
        @Nullable PublishedTable table = publisher.current();
        if (table == null) {
            throw new Refused(HttpStatus.SERVICE_UNAVAILABLE, "No table", "no table has been decided yet");
        }
        return table;
    }

    private static ResponseEntity<byte[]> unchanged(PublishedTable table) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .header(HttpHeaders.ETAG, table.etag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .build();
    }

    private static ResponseEntity<byte[]> sent(PublishedTable table, @Nullable String encodings) {
        var answer = ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.ETAG, table.etag())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return takesGzip(encodings)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(table.gzip())
                : answer.body(table.json());
    }

    private static boolean matches(@Nullable String known, PublishedTable table) {
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(tag -> tag.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag -> tag.equals("*") || tag.equals(table.etag()));
    }

    /** A caller that refuses gzip by {@code q=0} is rare and gets plain JSON. */
    private static boolean takesGzip(@Nullable String encodings) {
        return encodings != null
                && Arrays.stream(encodings.split(",", -1))
                        .map(encoding -> encoding.replace(" ", ""))
                        .anyMatch(encoding -> encoding.equals("gzip") || encoding.startsWith("gzip;q=1"));
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
}
