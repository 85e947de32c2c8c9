package dev.meridian.edge.upstream;

/** How a call ended without a whole answer. */
public enum UpstreamFailure {
    /** Name resolution, connecting or the TLS handshake failed or took too long; nothing was sent. */
    CONNECT,
    /** A connection that had been idle was closed at once and without a word: the far side had already given it up. */
    STALE,
    /** The connection was closed before the answer's head, and the far side may have had the request. */
    RESET_BEFORE_HEAD,
    /** The connection was closed within the answer. */
    RESET_AFTER_HEAD,
    /** The answer is not HTTP, or its head is over the limit. */
    MALFORMED,
    /** This edge has its maximum of connections to the target, or no file descriptor for one more; nothing was sent. */
    OVERLOADED
}
