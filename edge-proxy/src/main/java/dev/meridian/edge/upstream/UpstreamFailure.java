package dev.meridian.edge.upstream;

/** How a call ended without a whole answer. */
public enum UpstreamFailure {
    /** Name resolution, connecting or the TLS handshake failed or took too long; nothing was sent. */
    CONNECT,
    /** A connection that had been idle was closed before a byte of the answer: the far side had already given it up. */
    STALE,
    /** A new connection was closed before the answer's head. */
    RESET_BEFORE_HEAD,
    /** The connection was closed within the answer. */
    RESET_AFTER_HEAD,
    /** The answer is not HTTP, or its head is over the limit. */
    MALFORMED,
    /** This edge has its maximum of connections to the target; nothing was sent. */
    OVERLOADED
}
