package dev.meridian.agent.http;

import java.net.http.HttpHeaders;
import java.time.Duration;

/**
 * The answer to a request, of any status.
 *
 * @param status 100 to 599
 * @param headers as received
 * @param body bounded by the caller's limit
 * @param toHead from the request to the answer's head; includes a connect where the connection was a new one
 * @param reused whether it came on a connection that had brought an answer before
 */
public record Answer(int status, HttpHeaders headers, Body body, Duration toHead, boolean reused) {}
