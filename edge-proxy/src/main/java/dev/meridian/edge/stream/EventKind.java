package dev.meridian.edge.stream;

/** What an event of a streamed answer means for the request. */
public enum EventKind {
    /** Nothing a person would see yet: a role, an empty delta. */
    PREAMBLE,
    /** Content: text, refusal, tool call, reasoning or audio. */
    CONTENT,
    /** A finish reason, with or without content: the answer is whole. */
    FINISH,
    /** {@code [DONE]}. */
    DONE,
    /** The upstream says that it failed. */
    ERROR,
    /** Not JSON. */
    BROKEN
}
