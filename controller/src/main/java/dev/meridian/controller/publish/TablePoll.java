package dev.meridian.controller.publish;

import dev.meridian.controller.publish.TablePublisher.EdgeName;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * One request for the table, and how it is answered.
 *
 * @param known the tables that the caller has, as in {@code If-None-Match}; null where it has none
 * @param gzip whether the caller takes compressed answers
 * @param edge who asks; null where the caller does not say
 */
record TablePoll(
        @Nullable String known, boolean gzip, @Nullable EdgeName edge) {
    /** @param encodings as in {@code Accept-Encoding}; null where the caller names none */
    static TablePoll of(@Nullable String known, @Nullable String encodings, @Nullable EdgeName edge) {
        return new TablePoll(known, takesGzip(encodings), edge);
    }

    /** Whether a table is news for the caller. */
    boolean wants(PublishedTable table) {
        return !table.isKnownBy(known);
    }

    /** Answers with the table, or that it has not changed: with the same bytes for all callers. */
    void answer(HttpServletResponse response, PublishedTable table) throws IOException {
        response.setHeader(HttpHeaders.ETAG, table.etag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (!wants(table)) {
            response.setStatus(HttpStatus.NOT_MODIFIED.value());
            return;
        }
        byte[] body = gzip ? table.gzip() : table.json();
        if (gzip) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static boolean takesGzip(@Nullable String encodings) {
        return encodings != null
                && Arrays.stream(encodings.split(",", -1))
                        .map(encoding -> encoding.replace(" ", ""))
                        .anyMatch(encoding -> encoding.equals("gzip")
                                || (encoding.startsWith("gzip;q=") && !encoding.matches("gzip;q=0(\\.0*)?")));
    }
}
