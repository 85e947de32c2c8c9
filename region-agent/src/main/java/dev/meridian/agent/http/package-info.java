/**
 * HTTP exchanges with a deadline and a bounded body, and how long an answer took on an open connection.
 * Probes, the reporter and the table follower call it; nothing else in the agent opens a connection.
 * No exchange outlives its deadline, none reads more than its limit, and a redirect is never followed.
 */
@NullMarked
package dev.meridian.agent.http;

import org.jspecify.annotations.NullMarked;
