package dev.meridian.agent.http;

/**
 * What was read of an answer's body.
 *
 * @param bytes at most as many as the caller allowed; not copied, so nobody may change them
 * @param whole whether that was all of it
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
public record Body(byte[] bytes, boolean whole) {}
